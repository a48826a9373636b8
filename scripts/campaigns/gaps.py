"""A thousand overruns of 1 to 2000 ms: each found, in its place, with its length, and no pause invented."""
import json, os, shutil, subprocess, wave
from array import array
from rig import RATE, Home, chance_of, counter, each, frames_of, size

PERIOD = RATE // 50
LOOP = 960_017  # frames; a prime, so that nothing else in the time line has its period
SPOKEN = counter(LOOP)
GAPS = size(20, 5)  # in a take


def placed(chance):
    """Where the overruns begin, their lengths in ms, and the length of the take in seconds."""
    starts, lengths, at = [], [], RATE
    for _ in range(GAPS):
        starts.append(at)
        lengths.append(chance.randint(1, 2000))
        at += lengths[-1] * RATE // 1000 + chance.randint(RATE // 4, RATE)
    return starts, lengths, at // RATE + 1


def same_place(heard, start, spoken):
    """How far `heard`, which begins at frame `start`, stands from its place in what was spoken; `None`: nowhere near."""
    if len(heard) < 8:
        return 0
    for shift in sorted(range(-4800, 4801), key=abs):
        if all(heard[i] == spoken[(start + shift + i) % LOOP] for i in range(8)):
            wrong = sum(frame != spoken[(start + shift + i) % LOOP] for i, frame in enumerate(heard))
            return shift if wrong == 0 else None
    return None


def trial(seed):
    """One take with twenty overruns; what is wrong, and the largest errors in frames."""
    starts, lengths, seconds = placed(chance_of(seed))
    place = Home({}, SPOKEN)
    with open(f"{place.folder}/asound.conf", "a") as conf:
        conf.write(f'pcm.mic {{ type aloudmic infile "{place.folder}/room.raw" loop true diary "{place.folder}/diary" '
                   f'xrun_at [ {" ".join(map(str, starts))} ] xrun_ms [ {" ".join(map(str, lengths))} ] }}\n')
    _, output, errors = place.run("record", "--free", "Gaps", "--device", "mic", "--seconds", str(seconds), "--json")
    take = json.load(open(f"{place.takes}/{place.ids()[0]}/take.json"))
    heard = frames_of(place.audio(place.ids()[0]))
    ends = [int(line.split()[1]) for line in open(f"{place.folder}/diary")][1:]
    place.remove()
    wrong = []
    if len(heard) != seconds * RATE or take["frames"] != len(heard):
        wrong.append(f"{len(heard)} frames in {seconds} s {errors}")
    # A machine that stands still for two seconds adds an overrun of its own: it must be there too, so all are matched.
    if len(take["gaps"]) != len(ends):
        known = [gap for gap in take["gaps"] if not any(abs(gap["position"] + gap["length"] - end) < PERIOD for end in ends)]
        wrong.append(f"{len(take['gaps'])} gaps of {len(ends)}, of its own: {known}")
        return wrong, 0, 0, 0
    at, positions, line = 0, [], []
    scripted = dict(zip(starts, ends)) if len(ends) == len(starts) else {}
    for gap, end, start in zip(take["gaps"], ends, starts if scripted else ends):
        shift = same_place(heard[at:gap["position"]], at, SPOKEN)
        if shift is None:
            wrong.append(f"frames {at} to {gap['position']} were never spoken so")
        line.append(abs(shift or 0))
        if scripted:
            positions.append(max(abs(gap["position"] - start), abs(gap["position"] + gap["length"] - end)))
        at = gap["position"] + gap["length"]
        if any(heard[gap["position"]:at]):
            wrong.append("a gap is not silent")
    shift = same_place(heard[at:], at, SPOKEN)
    line.append(abs(shift or 0))
    if shift is None:
        wrong.append("the end was never spoken so")
    return wrong, len(ends), max(positions, default=0), max(line)


def speech():
    """Synthetic speech with pauses, as samples."""
    path = f"{os.environ['WORK']}/speech"
    text = ("We ran the migration in three waves, by risk. The first wave moved the reads that nobody would miss. "
            "Then we waited a week, and looked at the error budget, before anyone touched a write. ")
    subprocess.run(["espeak-ng", "-w", f"{path}.wav", text], check=True)
    subprocess.run(["sox", "-R", *[f"{path}.wav"] * 12, "-r", "48000", "-c", "1", "-b", "16", f"{path}-2.wav", "pad", "1", "1"], check=True)
    with wave.open(f"{path}-2.wav") as file:
        samples = array("h")
        samples.frombytes(file.readframes(file.getnframes()))
    return samples


def torn(home, clean, samples, number, count=4):
    """The take `clean` with other samples, held up here and there: silence in the file, a gap in the sidecar."""
    chance = chance_of(number)
    take = f"20260101-0000{number // 60:02}-t{'bcdfghjkmn'[number // 100 % 10]}{'bcdfghjkmn'[number // 10 % 10]}{'bcdfghjkmn'[number % 10]}"
    folder = f"{home.takes}/{take}"
    shutil.copytree(f"{home.takes}/{clean}", folder)
    sidecar, heard, gaps, at = json.load(open(f"{folder}/take.json")), array("h"), [], 0
    for cut in sorted(chance.sample(range(RATE, len(samples) - RATE, 480), count)):
        heard += samples[at:cut]
        gaps.append({"cause": "stall", "length": chance.randint(48, 2 * RATE), "position": len(heard)})
        heard += array("h", bytes(2 * gaps[-1]["length"]))
        at = cut
    heard += samples[at:]
    sidecar |= {"id": take, "gaps": gaps, "frames": len(heard)}
    json.dump(sidecar, open(f"{folder}/take.json", "w"))
    with wave.open(f"{folder}/take.wav", "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(heard.tobytes())
    return take, gaps


FIGURES = ("phonationTime", "speechRate", "articulationRate", "phonationRatio")


def pacing(table, count):
    """Reviews of torn takes beside that of the whole one."""
    samples = speech()
    home = Home({"mic": "speed_pct 1000"}, samples)
    home.run("record", "--free", "Whole", "--device", "mic", "--seconds", "1", "--json")
    first = home.ids()[0]
    whole, _ = torn(home, first, samples, 999, count=0)
    clean = json.loads(home.run("review", whole, "--json")[1])["analysis"]
    changes, invented = {name: [] for name in FIGURES}, 0
    takes = [torn(home, first, samples, number) for number in range(count)]
    for take, gaps in takes:
        analysis = json.loads(home.run("review", take, "--json")[1])["analysis"]
        for name in FIGURES:
            changes[name].append(abs(analysis[name] / clean[name] - 1))
        spans = [(gap["position"] / RATE, (gap["position"] + gap["length"]) / RATE) for gap in gaps]
        invented += sum(start < pause["end"] - 0.03 and pause["start"] + 0.03 < end for pause in analysis["pauses"] for start, end in spans)
    home.remove()
    worst = {name: 100 * max(values) for name, values in changes.items()}
    table.add(f"pacing with 4 gaps × {count}", "changes < 1 %", ", ".join(f"{name} {value:.2f} %" for name, value in worst.items()), max(worst.values()) < 1)
    table.add(f"pacing with 4 gaps × {count}", "no pause invented in a gap", invented, invented == 0)


def run(table):
    """A thousand overruns of 1 to 2000 ms: each found, in its place, with its length, and no pause invented."""
    results = each(size(50, 1), trial)
    wrong = [word for words, *_ in results for word in words]
    count = sum(result[1] for result in results)
    place, line = max(result[2] for result in results), max(result[3] for result in results)
    name = f"gaps × {count}"
    table.add(name, "100 % found, silence of their length, nothing else touched", f"{len(wrong)} faults {wrong[:3]}", not wrong)
    table.add(name, "position and end within a period (960 frames)", f"at most {place}", place <= PERIOD, is_time=True)
    table.add(name, "time line within 20 ms (960 frames)", f"at most {line}", line <= PERIOD, is_time=True)
    pacing(table, size(100, 2))
