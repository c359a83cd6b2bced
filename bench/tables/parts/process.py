"""Processes with a bound on time and one on resident memory."""
import os
import signal
import subprocess
import time


class Failure(Exception):
    """A run that gave no result, and why."""


class Stopped(Exception):
    """The benchmark itself was told to stop."""


def run(command, limit, memory, env, log, stop):
    """Runs a command to its end; returns what it printed, its seconds on the processors and its peak resident bytes."""
    started, peak = time.monotonic(), 0
    with log.open("ab") as errors, open(f"{log}.out", "w+b") as answer:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=answer, stderr=errors, env=env, cwd=log.parent, start_new_session=True
        )
        try:
            while True:
                found, status, usage = os.wait4(process.pid, os.WNOHANG)
                if found:
                    process.returncode = os.waitstatus_to_exitcode(status)
                    break
                peak = max(peak, most_resident(process.pid))
                if stop.is_set():
                    raise Stopped
                if peak > memory * 2**30:
                    raise Failure(f"more than {memory:g} GB")
                if time.monotonic() - started > limit:
                    raise Failure(f"more than {limit:g} s")
                time.sleep(min(0.5, 0.02 + (time.monotonic() - started) / 20))
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        answer.seek(0)
        printed = answer.read().decode(errors="replace")
    if process.returncode != 0:
        raise Failure(f"exit code {process.returncode}: {last_words(log, printed)}")
    return printed, usage.ru_utime + usage.ru_stime, peak


def most_resident(group):
    """The most resident bytes so far of all processes of a group (a script and the Java that it starts)."""
    total = 0
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat") as file:
                if int(file.read().rpartition(")")[2].split()[2]) != group:
                    continue
            with open(f"/proc/{entry}/status") as file:
                total += next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
        except (OSError, ValueError, IndexError, StopIteration):
            pass  # it has ended meanwhile
    return total


def last_words(log, printed):
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if "rror" in line or "xception" in line or line.startswith("chainrule:")]
    return (errors or lines or printed.splitlines() or ["nothing was printed"])[-1][:300]
