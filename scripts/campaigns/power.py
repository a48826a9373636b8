"""Power cuts: every change of a file is logged, and the states that a cut at any moment may leave are started from."""
import json, os, sqlite3, wave
from disklog import Disk, changes
from kill import refused_by
from rig import RATE, Home, chance_of, counter, each, frames_of, size

SECONDS = 2.5
SPOKEN = counter(3 * RATE)
STATES = 40  # of each recording


def logged(number):
    """A recording with the log of its changes."""
    # A third of the devices lose audio.
    lossy = "xrun_at [ 20000 45000 50000 95000 ]" if number % 3 == 1 else ""
    place = Home({"mic": lossy}, SPOKEN, f"{os.environ['WORK']}/power-{number}")
    os.makedirs(place.data, mode=0o700)
    environment = dict(place.environment, LD_PRELOAD=os.environ["SHIM"], INTERPOSER_LOG=f"{place.folder}/log",
                       INTERPOSER_ROOT=place.data)
    # Half of them in a home that was used before: an index and a take are there.
    if number % 2:
        place.run("record", "--free", "Before", "--device", "mic", "--seconds", "1", "--json", env=environment)
    place.run("record", "--free", "Cut", "--device", "mic", "--seconds", str(SECONDS), "--json", env=environment)
    return place, list(changes(f"{place.folder}/log"))


def audio_inode(log):
    return [inode for operation, inode, _, _, name, _ in log if operation == "link" and name == "take.wav"][-1]


def exact(heard, gaps):
    """How many frames from the start on are what was spoken, or silence where the sidecar has a gap."""
    at, shift = 0, 0
    for gap in [*gaps, {"position": len(heard), "length": 0}]:
        stretch = heard[at:gap["position"]]
        # What follows a gap stands where it belongs to within a tenth of a second.
        if at and len(stretch) >= 8:
            shift = next((by for by in range(-4800, 4801) if SPOKEN[at + by:at + by + 8] == stretch[:8]), shift)
        spoken = SPOKEN[at + shift:at + shift + len(stretch)]
        if stretch != spoken:
            return at + next((place for place, frame in enumerate(stretch) if place >= len(spoken) or frame != spoken[place]), 0)
        at = min(len(heard), gap["position"] + gap["length"])
        if any(heard[gap["position"]:at]):
            return gap["position"]
    return len(heard)


def rows(data):
    """Takes that the index has, read from outside."""
    try:
        with sqlite3.connect(f"{data}/aloud/aloud.sqlite") as index:
            return index.execute("SELECT count(*) FROM take").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)


def judge(log, root, last, seed, folder):
    """What is wrong after a cut behind change `last`, and the milliseconds that are lost of what had been written."""
    disk, wrong = Disk(root), []
    for change in log[:last]:
        disk.take(*change)
    said = [at for at, change in enumerate(log) if change[0] == "say" and change[1] == 1]
    audio = audio_inode(log)
    take = [name for operation, _, _, _, name, _ in log if operation == "folder"][-1]
    is_saved = last > said[-1]
    is_there = any(change[0] == "link" and change[1] == audio for change in log[:last])
    written = max(0, len(disk.whole(audio)) - 4096) // 2 if is_there else 0
    place = Home({}, SPOKEN[:1], folder)
    disk.write_after_cut(place.data, seed)
    if is_saved and rows(place.data) != len(said):
        wrong.append(f"the index has {rows(place.data)} rows of {len(said)}")
    code, _, errors = place.run("recover")
    if code or "aloud:" in errors:
        wrong.append(f"recover: exit {code} {errors.strip()}")
    # Without a frame there may be a folder and no more.
    kept, path, sidecar = 0, place.audio(take), f"{place.takes}/{take}/take.json"
    if os.path.exists(sidecar):
        text, heard = json.load(open(sidecar)), frames_of(path)
        kept = exact(heard, text["gaps"])
        if kept > 0:
            wrong += [f"{name} refuses it" for name in refused_by(path)]
            with wave.open(path) as file:
                if file.getnframes() != text["frames"]:
                    wrong.append(f"header {file.getnframes()}, sidecar {text['frames']}")
        if is_saved and not (text["state"] == "finished" and kept == len(heard) == int(SECONDS * RATE)):
            wrong.append(f"a saved take is {text['state']} with {kept} good frames")
    elif os.path.exists(path) or is_saved:
        wrong.append("no sidecar")
    place.remove()
    return wrong, 1000 * max(0, written - kept) / RATE, is_saved


def run(table):
    """Power cuts: each state that may be left starts again, with at most a second lost, and nothing once it was saved."""
    recordings = each(size(25, 2), logged)
    wrong, lost, saved, count = [], [0.0], 0, 0
    for number, (place, log) in enumerate(recordings):
        root, chance = os.stat(place.data).st_ino, chance_of(number)
        # From the first change that belongs to the last recording; the tail, where it was saved, gets its share.
        said = [at for at, change in enumerate(log) if change[0] == "say" and change[1] == 1]
        first = said[0] + 1 if number % 2 else 1
        points = [chance.randrange(first, len(log) + 1) for _ in range(size(STATES, 8) - 4)]
        points += [chance.randrange(said[-1] + 1, len(log) + 1) for _ in range(4)]
        base = f"{os.environ['WORK']}/cut-{number}"
        for words, milliseconds, is_saved in each(len(points), lambda at: judge(log, root, points[at], at, f"{base}-{at}")):
            wrong, count, saved = wrong + words, count + 1, saved + is_saved
            lost.append(milliseconds)
        place.remove()
    name = f"power cut × {count}"
    table.add(name, "starts, recovers, opens; nothing lost once saved was said", f"{len(wrong)} faults {sorted(set(wrong))[:4]}, {saved} after saved", not wrong)
    table.add(name, "≤ 1 s lost while recording", f"max {max(lost):.0f} ms", max(lost) <= 1000, is_time=True)
