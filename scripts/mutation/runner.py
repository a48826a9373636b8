"""Runs Aloud on a batch of files and keeps the books."""
import os, shutil, signal, subprocess, time

# Seconds for one file, and bytes for a whole process (reliability goal G8). What passes between two answers is the time of a
# file; where that is too long the file is tried alone, and the processor's time counts, for building machines are busy.
MOST_SECONDS, MOST_BYTES = 2.0, 256 << 20


class Runner:
    def __init__(self, aloud, work, keep):
        self.aloud, self.work, self.keep = aloud, work, keep
        self.rows, self.faults, self.number = {}, [], 0

    def folder(self):
        self.number += 1
        path = os.path.join(self.work, f"home-{self.number}")
        os.makedirs(path)
        return path

    def start(self, home, arguments, given=b"", expect=(0, 1, 3), seconds=120, files=1):
        """Runs one command; returns its output, errors, and the seconds that passed before each line of output."""
        environment = {"HOME": home, "XDG_DATA_HOME": os.path.join(home, "share"), "PATH": os.environ["PATH"],
                       "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"}
        with open(os.path.join(home, "in"), "wb") as file: file.write(given)
        began = time.monotonic()
        process = subprocess.Popen([self.aloud, *arguments], env=environment, stdin=open(os.path.join(home, "in"), "rb"),
                                   stdout=subprocess.PIPE, stderr=open(os.path.join(home, "err"), "wb"))
        pid, lines, gaps, last = process.pid, [], [], began
        signal.setitimer(signal.ITIMER_REAL, seconds)
        previous = signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
        for line in process.stdout:
            now = time.monotonic()
            lines.append(line)
            gaps.append(now - last)
            last = now
        _, status, usage = os.wait4(pid, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.peak = usage.ru_maxrss * 1024
        self.seconds, self.cpu = time.monotonic() - began, usage.ru_utime + usage.ru_stime
        errors = open(os.path.join(home, "err"), "rb").read()
        if process.returncode not in expect:
            what = f"signal {-process.returncode}" if process.returncode < 0 else f"exit {process.returncode}"
            self.fault(home, f"{what} of aloud {' '.join(arguments)[:200]}: {errors[-200:]!r}")
        if self.peak > MOST_BYTES: self.fault(home, f"{self.peak >> 20} MiB in aloud {' '.join(arguments)[:200]}")
        return lines, errors, gaps

    def slow(self, path, arguments, fair):
        """Is aloud too slow for this file alone? One that waits for ever is ended, which is a fault of its own."""
        self.start(self.folder(), [*arguments, path])
        if self.cpu > fair: self.fault(path, f"{self.cpu:.1f} s for {os.path.basename(path)}, {fair:.1f} s would be fair")

    def fault(self, path, what):
        """Notes what broke, and keeps the file or the folder that broke it."""
        self.faults.append(what)
        os.makedirs(self.keep, exist_ok=True)
        kept = os.path.join(self.keep, f"{len(self.faults)}-{os.path.basename(path)[:80]}")
        if os.path.isdir(path): shutil.copytree(path, kept, dirs_exist_ok=True)
        elif os.path.exists(path) and os.path.getsize(path) < 64 << 20: shutil.copy(path, kept)
        print(f"mutate: {what}; kept as {kept}", flush=True)

    def count(self, kind, files, refused, seconds, peak):
        old = self.rows.get(kind, (0, 0, 0.0, 0))
        self.rows[kind] = (old[0] + files, old[1] + refused, max(old[2], seconds), max(old[3], peak))

    def report(self):
        print(f"{'kind':<10} {'files':>7} {'refused':>8} {'slowest':>9} {'memory':>8}")
        for kind, (files, refused, seconds, peak) in self.rows.items():
            print(f"{kind:<10} {files:>7} {refused:>8} {seconds:>7.2f} s {peak >> 20:>4} MiB")
        print(f"faults: {len(self.faults)}")
        return 1 if self.faults else 0
