"""Who takes part: Chainrule's presets and the peers, how each is fetched, built and started."""
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
TARGET = HERE / "target"
COMMON = TARGET / "common"

sys.path.insert(0, str(HERE.parent / "peers"))
from harness.peers import DEPENDENCIES, PYTHON, Absent, PythonPeer, call, environment, java  # what bench/peers fetches with

PRESETS = ("fast", "realmlp", "realmlp-s", "tabm", "default", "best")
NATIVE = ["--enable-native-access=ALL-UNNAMED"]


@dataclass
class Preset:
    """A preset of the product as it is in this checkout, or options under a name of their own."""

    name: str
    arguments: tuple
    chainrule: bool = True
    title: str = ""
    allowed: float = 0  # seconds that training itself may take; the process may take half as much again

    def prepare(self):
        call([str(ROOT / "chainrule"), "--version"])
        head = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
        changed = subprocess.run(["git", "-C", str(ROOT), "status", "--porcelain", "-uno"], capture_output=True, text=True)
        self.version = head.stdout.strip() + ("+" if changed.stdout.strip() else "")

    def commands(self, split, table, seed, threads, out, memory):
        """Training, then a prediction of both parts."""
        heap = f"-Xmx{int(memory * 0.7 * 1024)}m"
        chainrule, model = str(ROOT / "chainrule"), str(out / "model")
        train = [chainrule, "train", str(split / "train.csv"), "--target", table["target"], "--task", table["task"]]
        train += ["--validation", str(split / "val.csv"), "--seed", str(seed), "--threads", str(threads)]
        train += ["--model", model, "--no-report", "--json", *self.arguments]
        yield train, heap
        for part in ("val", "test"):
            answer = str(out / f"{part}.csv")
            yield [chainrule, "predict", model, str(split / f"{part}.csv"), "--no-csv-guard", "--out", answer], heap

    def environment(self, threads):
        return environment(0)


@dataclass
class JavaPeer:
    name: str
    folder: str
    main: str
    title: str
    chainrule: bool = False
    allowed: float = 0

    def prepare(self):
        """Fetches the dependencies and compiles; raises Absent."""
        pom, listing = HERE / self.folder / "pom.xml", TARGET / f"{self.folder}.classpath"
        TARGET.mkdir(exist_ok=True)
        fresh = listing.exists() and listing.stat().st_mtime > pom.stat().st_mtime
        if not fresh or not all(Path(jar).exists() for jar in listing.read_text().split(":")):
            if not shutil.which("mvn"):
                raise Absent("no mvn on the PATH: install Maven 3.8 or later")
            call(["mvn", "-q", "-B", "-Dstyle.color=never", "-f", str(pom), DEPENDENCIES, f"-Dmdep.outputFile={listing}"])
        self.class_path = f"{COMMON}:{TARGET / self.folder}:{listing.read_text().strip()}"
        for folder, target in ((HERE / "common" / "java", COMMON), (HERE / self.folder, TARGET / self.folder)):
            sources = sorted(str(source) for source in folder.rglob("*.java"))
            call([java("javac"), "-nowarn", "--release", "17", "-d", str(target), "-cp", self.class_path, *sources])
        works = subprocess.run([java(), *NATIVE, "-version"], capture_output=True).returncode == 0
        self.flags = ["-Djava.awt.headless=true", *(NATIVE if works else [])]

    def commands(self, split, table, seed, threads, out, memory):
        heap = f"-Xmx{int(memory * 0.6 * 1024)}m"
        words = [str(split), self.name, str(seed), str(threads), str(out)]
        flags = [*self.flags, heap, f"-Djava.io.tmpdir={out}"]
        yield [java(), *flags, "-cp", self.class_path, self.main, *words], None

    def environment(self, threads):
        return environment(threads)


@dataclass
class SklearnPeer(PythonPeer):
    chainrule: bool = False
    allowed: float = 0
    packages: tuple = ("python3-sklearn", "python3-numpy")

    def commands(self, split, table, seed, threads, out, memory):
        runner = str(HERE / "sklearn" / "runner.py")
        yield [PYTHON, runner, str(split), self.name, str(seed), str(threads), str(out)], None


def peers():
    """The peers, the strongest first."""
    return [
        JavaPeer("lightgbm-early", "lightgbm", "LightgbmRunner", "LightGBM, rate 0.05, up to 1,000 rounds, early stopping"),
        JavaPeer("lightgbm", "lightgbm", "LightgbmRunner", "LightGBM, defaults"),
        JavaPeer("xgboost-early", "xgboost", "XgboostRunner", "XGBoost, rate 0.05, up to 1,000 rounds, early stopping"),
        JavaPeer("xgboost", "xgboost", "XgboostRunner", "XGBoost, defaults"),
        SklearnPeer("sklearn-histgb", "scikit-learn's histogram gradient boosting, defaults"),
        SklearnPeer("sklearn-mlp", "scikit-learn's MLP, defaults"),
        JavaPeer("smile-mlp", "smile", "SmileRunner", "Smile's MLP, defaults"),
        JavaPeer("weka-mlp", "weka", "WekaRunner", "Weka's MLP, defaults"),
    ]


def presets(best_seconds, extra):
    found = [Preset(name, ("--preset", name), title=f"Chainrule, preset {name}") for name in PRESETS]
    found[-1].arguments += ("--time-limit", f"{best_seconds}s")
    found[-1].title += f", {best_seconds} s"
    found[-1].allowed = best_seconds
    for definition in extra:
        name, _, options = definition.partition("=")
        if not name or not options:
            raise SystemExit(f"--chainrule wants NAME=OPTIONS, such as 'wide=--preset fast --hidden 512', not {definition!r}")
        found.append(Preset(name, tuple(shlex.split(options)), title=f"Chainrule, {options}"))
    return found
