"""Recovery that is killed itself, again and again, and then let through."""
import json, os, shutil, signal, statistics, time, wave
from kill import MICROPHONE, SPOKEN, STUCK_DISK, memories, produced, recording, state
from rig import RATE, Home, chance_of, each, frames_of, size

ORPHANS = 20


def orphan(home, first, take):
    """Another take that was cut off as the first was, in the journal too."""
    shutil.copytree(f"{home.takes}/{first}", f"{home.takes}/{take}")
    open(f"{home.takes}/.recording/{take}", "w").close()


def cut_off(disk=None):
    """A home with takes whose recording was cut off, each its own way, the first of them, and the frames spoken in it."""
    home = Home(MICROPHONE, SPOKEN)
    process = recording(home, disk)
    while process.poll() is None and not os.path.exists(f"{home.folder}/diary"):
        time.sleep(0.01)
    time.sleep(0.5)
    spoken = produced(home, time.monotonic_ns())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    first = home.ids()[0]
    for number in range(ORPHANS - 1):
        take = f"{first[:-4]}aa{'bcdfghjkmn'[number // 10]}{'bcdfghjkmn'[number % 10]}"
        orphan(home, first, take)
        sidecar = json.load(open(f"{home.takes}/{take}/take.json")) | {"id": take}
        json.dump(sidecar, open(f"{home.takes}/{take}/take.json", "w"))
        path, chance = home.audio(take), chance_of(number)
        size_before = os.path.getsize(path)
        os.truncate(path, size_before - chance.randrange(max(1, min(20_000, size_before - 1000))))
        if number % 3 == 0:  # The header of a write long ago.
            with open(path, "r+b") as file:
                file.seek(4)
                file.write((4096).to_bytes(4, "little"))
    return home, first, spoken


def trial(seed):
    # With a disk that took nothing more, most of the first take is in the memory of its recorder.
    (home, first, spoken), chance, wrong = cut_off(STUCK_DISK if seed % 2 else None), chance_of(seed), []
    lengths = {take: os.path.getsize(home.audio(take)) for take in home.ids()}
    for _ in range(10):
        # Two at once: they must not take the memory of a recorder from one another.
        pair = [home.start("recover") for _ in range(2)]
        for process in pair:
            time.sleep(chance.uniform(0, 0.06))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        wrong += [f"{take} got shorter" for take, length in lengths.items() if os.path.getsize(home.audio(take)) < length]
    code, _, errors = home.run("recover")
    if code or "aloud:" in errors:
        wrong.append(f"exit {code}, {errors}")
    settled = state(home)
    lost = 1000 * max(0, spoken - len(frames_of(home.audio(first)))) / RATE
    wrong += memories(home)
    for take in home.ids():
        heard, sidecar = frames_of(home.audio(take)), json.load(open(f"{home.takes}/{take}/take.json"))
        with wave.open(home.audio(take)) as file:
            if not (file.getnframes() == len(heard) == sidecar["frames"] and heard == SPOKEN[:len(heard)]):
                wrong.append(f"{take}: header {file.getnframes()}, {len(heard)} frames, sidecar {sidecar['frames']}")
        if sidecar["state"] != "recovered":
            wrong.append(f"{take} is {sidecar['state']}")
    left = [name for take in home.ids() for name in os.listdir(f"{home.takes}/{take}") if name not in ("take.wav", "take.json")]
    code, _, errors = home.run("recover")
    if code or errors or state(home) != settled:
        wrong.append(f"a second recovery is not nothing: {errors}")
    home.remove()
    return wrong, left, lost


def many():
    """Seconds that a start takes to bring a thousand takes back, and how many it tells."""
    home, first, _ = cut_off()
    for number in range(1000 - ORPHANS):
        take = first[:-4] + "c" + "".join("bcdfghjkmn"[number // step % 10] for step in (100, 10, 1))
        orphan(home, first, take)
        sidecar = json.load(open(f"{home.takes}/{take}/take.json")) | {"id": take}
        json.dump(sidecar, open(f"{home.takes}/{take}/take.json", "w"))
    began, process = time.monotonic(), home.start("recover")
    # Told one by one; the measuring that follows takes its time and shows how far it is.
    last, told = began, 0
    for line in process.stderr:
        if line.startswith(b"Recovered"):
            last, told = time.monotonic(), told + 1
    process.wait()
    home.remove()
    return last - began, told


def run(table):
    """Recovery killed at any moment, and repeated: nothing lost, nothing shorter, the same end."""
    results = each(size(20, 2), trial)
    wrong = [word for words, _, _ in results for word in words]
    left = [name for _, names, _ in results for name in names]
    name = f"recovery killed × {20 * len(results)}, two at a time"
    table.add(name, "idempotent, never shorter, header = length, nothing left over", f"{len(wrong)} faults {wrong[:3]}, {len(left)} left over {sorted(set(left))[:3]}", not wrong and not left)
    lost = max(milliseconds for _, _, milliseconds in results)
    table.add(name, "audio lost by the kill before ≤ 60 ms", f"max {lost:.0f} ms", lost <= 60, is_time=True)
    if not size(0, 1):
        seconds, count = many()
        # Three fsyncs a take, so the disk decides: a figure and no goal.
        table.add("1000 takes to recover at once", "each is told", f"{seconds:.1f} s", count == 1000)
