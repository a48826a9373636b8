"""Signals, keys and closed windows at every stage of a recording, on a terminal of its own."""
import fcntl, json, os, pty, select, signal, statistics, subprocess, termios, time
from kill import SPOKEN
from rig import ALOUD, RATE, Home, chance_of, each, size

EVENTS = {"INT": signal.SIGINT, "TERM": signal.SIGTERM, "HUP": signal.SIGHUP, "QUIT": signal.SIGQUIT, "PIPE": signal.SIGPIPE,
          "TSTP, CONT": signal.SIGTSTP, "closed terminal": None, "Ctrl-C twice": None}
# In front of a terminal or a pipe that takes nothing more.
UNREAD = {"Enter": b"\n", "Ctrl-C": b"\x03", "INT": signal.SIGINT, "TERM": signal.SIGTERM, "HUP": signal.SIGHUP, "pipe INT": signal.SIGINT, "pipe TERM": signal.SIGTERM}
STAGES = ("opening", "thinking", "recording", "stopping")
MICROPHONE = {"mic": 'diary "PLACE/diary"'}


class Terminal:
    """aloud with a terminal that only it has."""

    def __init__(self, place, think, seconds="2"):
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.shown = b""
        # Before main, Swift's runtime would take SIGQUIT for a crash and ask what to do about it.
        arguments = [ALOUD, "record", "--free", "Signals", "--device", "mic", "--think", think, "--seconds", seconds]
        self.process = subprocess.Popen(arguments, stdin=self.slave, stdout=self.slave, stderr=self.slave,
                                        env=dict(place.environment, TERM="xterm", SWIFT_BACKTRACE="enable=no"), start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

    def read(self, seconds):
        """Takes what is shown for so long, as a terminal does."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.master >= 0:
            if select.select([self.master], [], [], min(left, 0.005))[0]:
                try:
                    self.shown += os.read(self.master, 65_536)
                except OSError:
                    return
            if self.process.poll() is not None:
                return

    def shows(self, words):
        for _ in range(4000):
            if words in self.shown or self.process.poll() is not None:
                return words in self.shown
            self.read(0.005)
        return False

    def type(self, text):
        if self.master >= 0:
            os.write(self.master, text)

    def fill(self):
        """Writes until it takes nothing more: its window hangs, and nobody reads."""
        fill(os.open(os.ttyname(self.slave), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY))

    def hang_up(self):
        """Closes the window, of which the terminal's other end tells the program."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    @property
    def is_restored(self):
        return self.slave < 0 or termios.tcgetattr(self.slave) == self.before

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)


def fill(descriptor):
    for _ in range(20):
        try:
            while os.write(descriptor, b"x" * 1024):
                pass
        except BlockingIOError:
            time.sleep(0.001)
    os.close(descriptor)


def full_pipe():
    """Both ends of a pipe that takes nothing more."""
    output, given = os.pipe()
    os.set_blocking(given, False)
    fill(os.dup(given))
    os.set_blocking(given, True)
    return output, given


# Keys end a take from 0.8 s after its beginning (Practice/Attempt/EndKeyGuard.swift); signals at once.
GUARDED = 1.2


def reach(terminal, stage, chance):
    """Brings it to the stage."""
    if stage == "opening":
        terminal.read(chance.uniform(0, 0.06))
    elif stage == "thinking":
        terminal.shows(b"Enter starts now")
        terminal.read(chance.uniform(0, 0.1))
    else:
        terminal.shows(b"0:00")
        terminal.read(chance.uniform(0.1, 0.8))
    if stage == "stopping":
        terminal.read(GUARDED)
        terminal.type(b"\n")
        terminal.read(chance.uniform(0, 0.06))


def strike(terminal, event, chance):
    """Does it. Is the program expected to end by it?"""
    if event == "closed terminal":
        terminal.hang_up()
    elif event == "Ctrl-C twice":
        terminal.type(b"\x03")
        terminal.read(chance.uniform(0, 0.02))
        terminal.type(b"\x03")
    elif terminal.process.poll() is None:
        terminal.process.send_signal(EVENTS[event])
        if event == "TSTP, CONT":
            terminal.read(0.02)
            terminal.process.send_signal(signal.SIGCONT)
    return event not in ("PIPE", "TSTP, CONT")


def produced(place, at_ns):
    try:
        origin = int(open(f"{place.folder}/diary").readline().split()[0])
    except (OSError, IndexError):
        return 0
    return min(10 * RATE, max(0, (at_ns - origin) * RATE // 1_000_000_000))


def trial(number):
    event, stage = list(EVENTS)[number % len(EVENTS)], STAGES[number // len(EVENTS) % len(STAGES)]
    place, wrong, chance = Home(MICROPHONE, SPOKEN), [], chance_of(number)
    terminal = Terminal(place, "60" if stage == "thinking" else "0")
    reach(terminal, stage, chance)
    began = time.monotonic()
    spoken = produced(place, time.monotonic_ns()) if stage == "recording" else 0
    ends = strike(terminal, event, chance)
    if stage == "thinking" and not ends:
        terminal.type(b"\n")
        terminal.shows(b"0:00")
    if not ends:
        terminal.read(GUARDED)
        terminal.type(b"\n")
        began = time.monotonic()
    while terminal.process.poll() is None and time.monotonic() < began + 20:
        terminal.read(0.05)
    taken = 1000 * (time.monotonic() - began)
    name = f"{event} while {stage}"
    if not terminal.is_restored:
        wrong.append(f"{name}: the terminal is not as it was")
    terminal.close()
    place.run("recover")
    heard = place.heard()
    if heard != SPOKEN[:len(heard)] or len(heard) < spoken - RATE * 60 // 1000:
        wrong.append(f"{name}: {len(heard)} frames of {spoken}")
    if stage == "thinking" and ends and place.ids():
        wrong.append(f"{name}: a take of nothing")
    if stage in ("recording", "stopping") and json.load(open(f"{place.takes}/{place.ids()[0]}/take.json"))["state"] != "finished":
        wrong.append(f"{name}: the take was left to recovery")
    place.remove()
    # Before the program has come so far as to note signals there is nothing to save.
    return name, taken if stage != "opening" else None, wrong


def unread(number):
    """An ending that nobody sees."""
    name = list(UNREAD)[number % len(UNREAD)]
    place, wrong, chance = Home(MICROPHONE, SPOKEN), [], chance_of(f"unread {number}")
    if name.startswith("pipe"):
        terminal, (output, given) = None, full_pipe()
        process = place.start("record", "--free", "Unread", "--device", "mic", "--seconds", "600", stdout=given, stderr=given)
        os.close(given)
    else:
        terminal = Terminal(place, "0", "600")
        process = terminal.process
        terminal.shows(b"0:00")
        terminal.fill()
    while process.poll() is None and not produced(place, time.monotonic_ns()):
        time.sleep(0.01)
    time.sleep(chance.uniform(GUARDED, GUARDED + 0.4) if name == "Enter" else chance.uniform(0.1, 1.5))
    spoken, began, event = produced(place, time.monotonic_ns()), time.monotonic(), UNREAD[name]
    if isinstance(event, bytes):
        terminal.type(event)
    else:
        process.send_signal(event)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        wrong.append(f"{name}: it never leaves")
        process.kill()
    taken = 1000 * (time.monotonic() - began)
    if terminal and not terminal.is_restored:
        wrong.append(f"{name}: the terminal is not as it was")
    terminal.close() if terminal else os.close(output)
    heard = place.heard()
    if heard != SPOKEN[:len(heard)] or len(heard) < spoken - RATE * 60 // 1000:
        wrong.append(f"{name}: {len(heard)} frames of {spoken}")
    if json.load(open(f"{place.takes}/{place.ids()[0]}/take.json"))["state"] != "finished":
        wrong.append(f"{name}: the take was left to recovery")
    place.remove()
    return name, taken, wrong


def run(table):
    """Signals, keys and closed windows at every stage: saved, the terminal as before, gone within half a second."""
    count = len(EVENTS) * len(STAGES)
    judge(table, "signals", each(count * size(20, 1), trial))
    judge(table, "signals, output that nobody reads", each(len(UNREAD) * size(20, 1), unread))


def judge(table, name, results):
    wrong = [word for _, _, words in results for word in words]
    times = sorted((taken, name) for name, taken, _ in results if taken is not None)
    label = f"{name} × {len(results)}"
    table.add(label, "saved, terminal as before", f"{len(wrong)} faults {sorted(set(wrong))[:4]}", not wrong)
    median = statistics.median(taken for taken, _ in times)
    table.add(label, "exit ≤ 500 ms", f"median {median:.0f}, max {times[-1][0]:.0f} ms ({times[-1][1]})", times[-1][0] <= 500, is_time=True)
