"""SIGKILL at moments spread evenly from the start of the program to the saved take."""
import hashlib, json, os, re, shutil, signal, statistics, subprocess, tempfile, time, wave
import browser
from rig import RATE, WORK, Home, chance_of, counter, each, frames_of, size

SECONDS = 1.5
SPOKEN = counter(2 * RATE)
MICROPHONE = {"mic": 'diary "PLACE/diary"'}
# Every third recording is to a disk that takes nothing after 0.2 s.
STUCK_DISK = {"LD_PRELOAD": os.environ.get("SHIM", ""), "INTERPOSER_SLOW": "3600000 200 3600000 write"}


def recording(place, disk=None):
    return place.start("record", "--free", "Killed", "--think", "0", "--device", "mic", "--seconds", str(SECONDS), "--json",
                       env=dict(place.environment, **(disk or {})))


def produced(place, at_ns):
    """Frames that the microphone had given by then."""
    try:
        origin = int(open(f"{place.folder}/diary").readline().split()[0])
    except (OSError, IndexError):
        return 0
    return min(int(SECONDS * RATE), max(0, (at_ns - origin) * RATE // 1_000_000_000))


def refused_by(path):
    """Which of soxi, ffprobe (where there is one) and Python's wave do not open the file."""
    refused = []
    for name, command in (("soxi", ["soxi", path]), ("ffprobe", ["ffprobe", "-v", "error", path])):
        if shutil.which(name) and subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            refused.append(name)
    try:
        with wave.open(path) as file:
            file.getnframes()
    except (wave.Error, EOFError, OSError):
        refused.append("wave")
    return refused


def state(place):
    """All that the takes are, as a hash of names and bytes."""
    digest = hashlib.sha256()
    for folder, _, names in sorted(os.walk(place.takes)):
        for name in sorted(names):
            path = f"{folder}/{name}"
            digest.update(f"{path[len(place.takes):]} {os.stat(path).st_mtime_ns} ".encode() + open(path, "rb").read())
    return digest.hexdigest()


def memories(place):
    """What the recorder left in shared memory and nobody took away."""
    if not os.path.isdir(place.takes):
        return []
    status = os.stat(place.takes)
    return [f"left in memory: {name}" for name in os.listdir("/dev/shm") if f"-{status.st_dev}-{status.st_ino}-" in name]


def judge(place, spoken_frames, keep=lambda path, when: None):
    """What is wrong with what a killed recording left, and how many frames it lacks; `keep` gets the file as it was found and as
    recovery left it."""
    wrong = []
    takes = place.ids()
    if not takes:
        place.run("recover")
        return wrong + memories(place), spoken_frames
    path = place.audio(takes[0])
    before = os.path.getsize(path) if os.path.exists(path) else -1
    if before >= 0 and spoken_frames > 0:
        wrong += [f"{name} refuses it" for name in refused_by(path)]
    keep(path, "found")
    sidecar = f"{place.takes}/{takes[0]}/take.json"
    was_cut = os.path.exists(sidecar) and json.load(open(sidecar))["state"] == "recording"
    code, _, errors = place.run("recover")
    told = re.search(r"^Recovered: .* of \"Killed\", take ", errors, re.M) is not None
    if code or told != was_cut:
        wrong.append(f"recover: exit {code}, {errors.strip()!r}, cut off: {was_cut}")
    if before < 0:
        return wrong + memories(place), spoken_frames
    take = json.load(open(sidecar))
    keep(path, "recovered")
    heard = frames_of(path)
    if os.path.getsize(path) < before:
        wrong.append("the file got shorter")
    if heard != SPOKEN[:len(heard)]:
        wrong.append("it is not what was spoken")
    if heard or take["state"] == "finished":
        with wave.open(path) as file:
            if not file.getnframes() == len(heard) == take["frames"]:
                wrong.append(f"header {file.getnframes()}, sidecar {take['frames']}, file {len(heard)} frames")
    if spoken_frames > 0:
        wrong += [f"after recovery {name} refuses it" for name in refused_by(path)]
    settled = state(place)
    code, _, errors = place.run("recover")
    if code or errors or state(place) != settled:
        wrong.append(f"a second recovery is not nothing: {errors.strip()!r}")
    return wrong + memories(place), max(0, spoken_frames - len(heard))


def copy(path, when, folder):
    """Keeps a copy of the file in `folder`, once it has a whole header; its name begins with `when`."""
    if os.path.exists(path) and b"data" in open(path, "rb").read(4096)[:-7]:
        with tempfile.NamedTemporaryFile(prefix=when, suffix=".wav", dir=folder, delete=False) as kept, open(path, "rb") as file:
            shutil.copyfileobj(file, kept)


def in_browser(table, name, folder):
    """Every kept file in a browser: it opens, and is as long as the file has frames. As it was found it may lack the last write: a
    kill between samples and header leaves the header of the write before."""
    if browser.PROGRAM is None:
        return table.skip(name, "no chromium, which opens the files in a browser")
    paths = [f"{folder}/{name}" for name in sorted(os.listdir(folder))]
    wrong, empty = [], 0
    for path, seconds in zip(paths, browser.opened(paths)):
        frames = len(frames_of(path))
        # Of a file without a frame Chromium tells no duration; it opens all the same.
        empty += frames == 0
        if seconds is None:
            wrong.append(f"refused with {frames} frames")
        elif frames and not -0.001 <= frames / RATE - seconds <= (0.06 if "/found" in path else 0.001):
            wrong.append(f"{seconds} s of {frames / RATE}")
    table.add(name, "opens in a browser before recovery and, as long as the file has frames, after",
              f"{len(wrong)} faults {wrong[:3]} in {len(paths)} files, {empty} of them without a frame", not wrong)


def whole_run():
    """Seconds from start to exit of a recording that nobody disturbs."""
    place = Home(MICROPHONE, SPOKEN)
    began = time.monotonic()
    process = recording(place)
    process.communicate()
    place.remove()
    return time.monotonic() - began


def trial(number, longest, disk, opened):
    place = Home(MICROPHONE, SPOKEN)
    process = recording(place, disk)
    time.sleep(chance_of(number).uniform(0, longest))
    at = time.monotonic_ns()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    wrong, lost = judge(place, produced(place, at), lambda path, when: copy(path, when, opened))
    was_recording = produced(place, at) > 0
    place.remove()
    return wrong, 1000 * lost / RATE, was_recording, disk is not None


def marked_trial(number):
    """What is wrong with the marks of a recorder that was killed while it marked and went from file to file."""
    place, random = Home({"mic": ""}, SPOKEN), chance_of(f"mark {number}")
    environment = dict(place.environment, **(STUCK_DISK if number % 3 == 2 else {}))
    process = subprocess.Popen([os.environ["CHILD"], place.takes, "mic", "1", str(SECONDS), "mark", str(random.randrange(2_000, 40_000))],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    process.stdout.readline()
    time.sleep(random.uniform(0, SECONDS))
    process.send_signal(signal.SIGKILL)
    said = process.communicate()[0].decode().split("\n")[:-1]
    made = [(words[1], int(words[2])) for words in map(str.split, said) if words[0] == "mark"]
    code, _, errors = place.run("recover")
    wrong = [f"recover: exit {code}, {errors.strip()!r}"] if code or "aloud:" in errors else []
    # A recorder that dies right after it made the folder of a part leaves that and no more: empty, or gone by now.
    sidecars = [f"{place.takes}/{take}/take.json" for take in place.ids() if os.listdir(f"{place.takes}/{take}")]
    takes = [json.load(open(path)) for path in sidecars]
    takes.sort(key=lambda take: take.get("part", 1))
    marks, length = [], 0
    for take in takes:
        marks += [(mark["name"], mark["position"] + length) for mark in take.get("marks", [])]
        length += take["frames"]
    # What the device had not given when the recorder died stands at the end.
    made = [(name, min(frame, length)) for name, frame in made]
    if marks[:len(made)] != made:
        wrong.append(f"{len(set(made) - set(marks))} of {len(made)} marks lost or elsewhere")
    # The recorder may have died between making a mark and saying so.
    if len(marks) > len(made) + 1:
        wrong.append(f"{len(marks)} marks of {len(made)}")
    wrong += memories(place)
    place.remove()
    return wrong, len(made), len(takes)


def run(table):
    """SIGKILL at moments spread evenly from the start of the program to the saved take."""
    longest = statistics.median(whole_run() for _ in range(3))
    opened = tempfile.mkdtemp(dir=WORK)
    results = each(size(1000, 20), lambda number: trial(number, longest, STUCK_DISK if number % 3 == 2 else None, opened))
    wrong = [word for words, _, _, _ in results for word in words]
    name = f"kill -9 × {len(results)}"
    table.add(name, "opens in soxi, ffprobe, wave; header = length; recovered once", f"{len(wrong)} faults {wrong[:3]}", not wrong)
    in_browser(table, name, opened)
    trials = each(size(300, 12), marked_trial)
    wrong = [word for words, _, _ in trials for word in words]
    table.add(f"kill -9 while marking × {len(trials)}", "no mark lost that was acknowledged, none elsewhere",
              f"{len(wrong)} faults {wrong[:3]}, {sum(made for _, made, _ in trials)} marks in {sum(parts for _, _, parts in trials)} files", not wrong)
    for stuck, name in ((False, "kill -9"), (True, "kill -9, disk stuck")):
        lost = sorted(milliseconds for _, milliseconds, was_recording, was_stuck in results if was_recording and was_stuck == stuck)
        table.add(f"{name} × {len(lost)}", "audio lost ≤ 60 ms; ≤ 30 ms on average",
                  f"max {lost[-1]:.0f} ms, mean {statistics.mean(lost):.0f}, {sum(each > 60 for each in lost)} above 60",
                  lost[-1] <= 60 and statistics.mean(lost) <= 30, is_time=True)
