"""Who takes part: how each peer is fetched, built and started."""
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
TARGET = HERE / "target"
COMMON = TARGET / "common"
DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"
PYTHON = "/usr/bin/python3"  # Debian's own: its torch and sklearn are packages of the system
# PyTorch and scikit-learn share their OpenMP threads with this BLAS; with the one of POSIX threads two pools fight for the cores.
OPENMP_BLAS = Path("/usr/lib/x86_64-linux-gnu/openblas-openmp")


class Absent(Exception):
    """A peer that cannot be had here, and why."""


def call(command, **options):
    """Runs a command of the preparation; what it printed last is the reason of a failure."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if "ERROR" in line or "rror:" in line]
        lines = lines or done.stdout.splitlines() or ["no output"]
        reason = re.sub(r"\x1b\[[0-9;]*m|\[ERROR\]|-> \[Help.*", "", lines[0]).strip()
        raise Absent(f"{Path(command[0]).name} failed: {reason}")
    return done.stdout


def java(tool="java"):
    home = os.environ.get("JAVA_HOME")
    found = f"{home}/bin/{tool}" if home else shutil.which(tool)
    if not found or not os.access(found, os.X_OK):
        raise Absent(f"no {tool}: set JAVA_HOME to a JDK 17 or later")
    return found


def instruction_sets():
    flags = next((line for line in open("/proc/cpuinfo") if line.startswith("flags")), "").split()
    return [name for name in ("avx512f", "avx2") if name in flags]


def environment(threads):
    """The machine's environment, with the threads of every library that might be underneath."""
    env = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        env.pop(name, None)
        if threads:
            env[name] = str(threads)
    return env


@dataclass
class Peer:
    name: str
    title: str
    slow: bool = False
    most_threads: int = 1024
    remark: str = ""

    def takes(self, threads):
        return 0 < threads <= self.most_threads

    def environment(self, threads):
        return environment(threads)


@dataclass
class JavaPeer(Peer):
    main: str = ""
    flags: tuple = ()
    maven: tuple = ()  # properties that choose among the dependencies
    extra_environment: tuple = ()

    def prepare(self):
        """Fetches the dependencies and compiles; raises Absent."""
        folder, classes = HERE / self.name, TARGET / self.name
        self.class_path = self.dependencies()
        sources = sorted(str(source) for source in folder.glob("*.java"))
        path = f"{COMMON}:{self.class_path}"
        call([java("javac"), "-nowarn", "--release", "17", "-d", str(classes), "-cp", path, *sources])

    def dependencies(self):
        pom, listing = HERE / self.name / "pom.xml", TARGET / f"{self.name}.classpath"
        fresh = listing.exists() and listing.stat().st_mtime > pom.stat().st_mtime
        if not fresh or not all(Path(jar).exists() for jar in listing.read_text().split(":")):
            if not shutil.which("mvn"):
                raise Absent("no mvn on the PATH: install Maven 3.8 or later")
            call(["mvn", "-q", "-B", "-Dstyle.color=never", "-f", str(pom), *self.maven, DEPENDENCIES, f"-Dmdep.outputFile={listing}"])
        return listing.read_text().strip()

    def command(self, workload, threads, seconds):
        path = f"{COMMON}:{TARGET / self.name}:{self.class_path}"
        return [java(), *self.flags, "-cp", path, self.main, workload, str(threads), str(seconds)]

    def environment(self, threads):
        return environment(threads) | dict(self.extra_environment)


@dataclass
class Chainrule(JavaPeer):
    """The product, compiled from this checkout; threads 0 is its automatic choice."""

    def takes(self, threads):
        return True

    def dependencies(self):
        call(["mvn", "-q", "-B", "-Dstyle.color=never", "-Dquick", "-DskipTests", "package", "-pl", "kernels-vector", "-am"], cwd=ROOT)
        return ":".join(str(ROOT / module / "target" / "classes") for module in ("core", "kernels-vector"))


@dataclass
class PythonPeer(Peer):
    packages: tuple = ()

    def prepare(self):
        """Installs the missing packages where that is allowed; raises Absent."""
        missing = [p for p in self.packages if subprocess.run(["dpkg", "-s", p], capture_output=True).returncode != 0]
        if not missing:
            return
        if os.geteuid() != 0:
            raise Absent(f"not installed, and only root may: apt-get install {' '.join(missing)}")
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        call(["apt-get", "update", "-qq"], **quiet)
        call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)

    def command(self, workload, threads, seconds):
        return [PYTHON, str(HERE / self.name / "runner.py"), workload, str(threads), str(seconds)]

    def environment(self, threads):
        return environment(threads) | {"LD_LIBRARY_PATH": str(OPENMP_BLAS)}


def nd4j_suffix():
    """Which of Deeplearning4j's binaries suits this processor: the class path needs it, and so does their loader."""
    return next(({"avx512f": "-avx512", "avx2": "-avx2"}[name] for name in instruction_sets()), "")


def opens(*packages):
    return tuple(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in packages)


def peers():
    """All peers, Chainrule first."""
    suffix = nd4j_suffix()
    return [
        Chainrule(
            "chainrule",
            "Chainrule",
            main="ChainruleRunner",
            # As the script chainrule starts it.
            flags=("-Xshare:auto", "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmx3g"),
        ),
        JavaPeer(
            "djl",
            "DJL, PyTorch engine",
            main="DjlRunner",
            flags=("-Xmx2g", "-Dai.djl.offline=true"),
            extra_environment=(
                ("DJL_CACHE_DIR", str(TARGET / "djl-cache")),
                ("DJL_OFFLINE", "true"),
                ("OPT_OUT_TRACKING", "true"),
            ),
        ),
        JavaPeer(
            "dl4j",
            "Deeplearning4j",
            main="Dl4jRunner",
            maven=(f"-Dnd4j.classifier=linux-x86_64{suffix}",),
            flags=(
                "-Xmx2g",
                f"-Dorg.bytedeco.javacpp.cachedir={TARGET / 'javacpp-cache'}",
                f"-Dorg.bytedeco.javacpp.platform.extension={suffix}",
                "-Dorg.bytedeco.javacpp.maxbytes=3g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g",
            ),
        ),
        PythonPeer("pytorch", "PyTorch (Debian)", packages=("python3-torch", "libopenblas0-openmp")),
        PythonPeer(
            "sklearn", "scikit-learn (Debian)", packages=("python3-sklearn", "python3-threadpoolctl", "libopenblas0-openmp")
        ),
        JavaPeer(
            "mlpc",
            "Spark MLPC",
            slow=True,
            main="MlpcRunner",
            remark="a row of an L-BFGS iteration over all rows; double precision, sigmoid; A as two classes",
            # What Spark's own launcher passes, for JDK 17 and later.
            flags=(
                "-Xmx4g",
                "--add-modules=jdk.incubator.vector",
                f"-Dlog4j2.configurationFile={HERE / 'mlpc' / 'log4j2.properties'}",
                *opens("java.lang", "java.lang.invoke", "java.io", "java.net", "java.nio", "java.util"),
                *opens("java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs"),
                *opens("sun.security.action", "sun.util.calendar"),
            ),
            # The tasks of local[n] are the threads; OpenBLAS within a task has one.
            extra_environment=(("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1"), ("SPARK_LOCAL_IP", "127.0.0.1")),
        ),
        JavaPeer(
            "smile",
            "Smile",
            slow=True,
            main="SmileRunner",
            remark="double precision, RMSProp instead of Adam; only its matrix-vector products know threads",
            flags=("-Xmx3g", f"-Dorg.bytedeco.javacpp.cachedir={TARGET / 'javacpp-cache'}"),
        ),
        JavaPeer(
            "weka",
            "Weka",
            slow=True,
            most_threads=1,
            main="WekaRunner",
            remark="double precision, sigmoid, a step a row; one thread only",
            flags=("-Xmx3g", "-Djava.awt.headless=true"),
        ),
        JavaPeer(
            "encog",
            "Encog",
            slow=True,
            most_threads=1,
            main="EncogRunner",
            remark="double precision; one thread only for mini-batches",
            flags=("-Xmx3g",),
        ),
    ]


def compile_common():
    sources = sorted(str(source) for source in (HERE / "common" / "java").rglob("*.java"))
    call([java("javac"), "-nowarn", "--release", "17", "-d", str(COMMON), *sources])
