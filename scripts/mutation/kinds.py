"""Each kind of file, through the command that reads it."""
import json, os, shutil, sqlite3
from mutation import handmade
from mutation.damage import damaged, damaged_text
from mutation.runner import MOST_SECONDS


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file: file.write(data)
    return path


def sounds(run, made, chance, count, large):
    """Sound files through `aloud analyze`, many a process, one at a time."""
    seeds = [data for name, data in made.items() if name.startswith("good-")]
    home = run.folder()
    paths = [write(os.path.join(home, name), data) for name, data in made.items()]
    paths += handmade.sparse(home, large)
    batch(run, home, paths)
    for start in range(0, count, 250):
        home = run.folder()
        batch(run, home, [
            write(os.path.join(home, f"{number}.wav"), damaged(chance.choice(seeds), seeds, chance))
            for number in range(start, min(count, start + 250))])
        shutil.rmtree(home)


def batch(run, home, paths):
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    lines, errors, gaps = run.start(home, ["analyze", "--json", "-j", "1", "-0", "-"], names, expect=(0, 1, 3), seconds=900)
    refused, slowest, peak, late = 0, 0.0, run.peak, []
    for path, line, seconds in zip(paths, lines, gaps):
        try: answer = json.loads(line, parse_constant=lambda word: 1 / 0)
        except (ValueError, ZeroDivisionError): run.fault(path, f"no JSON for {os.path.basename(path)}: {line[:100]!r}"); continue
        if "error" in answer:
            refused += 1
            if len(answer["error"]) < 20 or not answer["error"].endswith("."):
                run.fault(path, f"no sentence for {os.path.basename(path)}: {answer['error']!r}")
        # What is long may take its time: a hundredth of its length, and of its bytes at 100 MB a second.
        fair = MOST_SECONDS + answer.get("duration", 0) / 100 + os.path.getsize(path) / 1e8
        if seconds > fair: late.append((path, fair))
        if os.path.getsize(path) < 1 << 30: slowest = max(slowest, seconds)
    if len(lines) != len(paths): run.fault(home, f"{len(lines)} answers to {len(paths)} files")
    for path, fair in late: run.slow(path, ["analyze", "--json", "--"], fair)
    run.count("sounds", len(paths), refused, slowest, peak)


def packs(run, root, made, chance, count):
    """Packs through `aloud prompts check`, many a process."""
    folders = [os.path.join(root, "Prompts"), os.path.join(root, "Tests", "PromptPackTests", "Broken")]
    good = [open(os.path.join(folder, name), "rb").read() for folder in folders
            for name in sorted(os.listdir(folder)) if name.endswith(".yaml")]
    seeds = [data[:6000] for data in good if data]
    for start in range(-1, count, 100):
        home = run.folder()
        if start < 0: files = made
        else: files = {f"{number}.yaml": damaged_text(chance.choice(seeds), chance) if number % 2 else
                       damaged(chance.choice(seeds), seeds, chance) for number in range(start, min(count, start + 100))}
        paths = [write(os.path.join(home, name), data) for name, data in files.items()]
        lines, errors, gaps = run.start(home, ["prompts", "check", *paths], expect=(0, 1))
        told = {path: [line for line in lines if line.startswith(os.fsencode(path) + b": ")] for path in paths}
        for path in paths:
            if not told[path]: run.fault(path, f"nothing is said about {os.path.basename(path)}")
        for line in lines: harmless(run, home, line)
        slowest, peak = max(gaps, default=0), run.peak
        for path in paths if slowest > MOST_SECONDS else []: run.slow(path, ["prompts", "check"], MOST_SECONDS)
        run.count("packs", len(paths), sum(b": good, " not in b"".join(told[path]) for path in paths), slowest, peak)
        shutil.rmtree(home)


def sidecars(run, made, chance, count):
    """Sidecars through everything that reads takes, many a process."""
    seeds = [data for name, data in made.items() if name.startswith("good-")]
    for start in range(-1, count, 50):
        home = run.folder()
        takes = os.path.join(home, "share", "aloud", "takes")
        texts = list(made.values()) if start < 0 else [
            damaged_text(chance.choice(seeds), chance) for _ in range(min(50, count - start))]
        audio = write(os.path.join(home, "take.wav"), handmade.wav(b"\1\0\2\0" * 4000))
        ids = []
        for number, text in enumerate(texts):
            letters = "abcdefghjkmnpqrstuvwxyz23456789"
            ids.append(f"20261122-1615{number % 60:02}-k" + letters[number // 31 % 31] + letters[number % 31] + "a")
            write(os.path.join(takes, ids[-1], "take.json"), text.replace(b"20261122-161512-kabc", ids[-1].encode()))
            os.link(audio, os.path.join(takes, ids[-1], "take.wav"))
        slowest = 0.0
        for arguments in (["takes", "-l", "1000"], ["takes", "--json"], ["trends"], ["trends", "--json"], ["next"],
                          ["review", chance.choice(ids)], ["review", "--json", chance.choice(ids)], ["recover", "--rebuild"]):
            lines, errors, _ = run.start(home, arguments, expect=(0, 1))
            for line in lines: harmless(run, home, line)
            harmless(run, home, errors.replace(b"\n", b""))
            slowest = max(slowest, run.cpu / len(ids))
            if run.cpu > MOST_SECONDS + 0.2 * len(ids): run.fault(home, f"{run.cpu:.1f} s for aloud {arguments[0]}")
        lost = [id for id in ids if not os.path.exists(os.path.join(takes, id, "take.wav"))]
        if lost: run.fault(home, f"the audio of {lost} is gone")
        run.count("sidecars", len(ids), errors.count(b"aloud: "), slowest, run.peak)
        shutil.rmtree(home)


def indexes(run, made, chance, count):
    """Indexes of takes, one a process; after each all takes are there again."""
    home = run.folder()
    data, ids = os.path.join(home, "share", "aloud"), [f"20261122-16150{number}-kabc" for number in range(3)]
    text = handmade.sidecars()["good-finished"]
    for id in ids:
        write(os.path.join(data, "takes", id, "take.json"), text.replace(b"20261122-161512-kabc", id.encode()))
        write(os.path.join(data, "takes", id, "take.wav"), handmade.wav(b"\1\0\2\0" * 8000))
    run.start(home, ["takes"], expect=(0,))
    index = os.path.join(data, "aloud.sqlite")
    whole(index)
    good, refused, slowest, peak = open(index, "rb").read(), 0, 0.0, 0
    files = list(made.values()) + [damaged(good, [good], chance) for _ in range(count)]
    files += [handmade.edited(good, statement) for statement in handmade.STATEMENTS]
    for number, broken in enumerate(files):
        for name in os.listdir(data):
            if name.startswith("aloud.sqlite"): os.unlink(os.path.join(data, name))
        write(index, broken)
        _, errors, _ = run.start(home, ["takes"] if number % 2 else ["trends", "--json"], expect=(0, 1))
        # Damage that only shows in an answer is told with what to do.
        if b"recover --rebuild" in errors: run.start(home, ["recover", "--rebuild"], expect=(0,))
        lines, more, _ = run.start(home, ["takes"], expect=(0,))
        if sum(id.encode() in line for line in lines for id in ids) != len(ids):
            run.fault(home, f"{len(lines)} of {len(ids)} takes are listed: {(errors + more)[-300:]!r}")
        refused += b"aloud: " in errors
        slowest, peak = max(slowest, run.cpu), max(peak, run.peak)
        if run.cpu > MOST_SECONDS: run.fault(home, f"{run.cpu:.1f} s with an index")
    run.count("indexes", len(files), refused, slowest, peak)


def whole(index):
    """Brings what the log still has into the file."""
    database = sqlite3.connect(index)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def harmless(run, path, line):
    """Nothing that a terminal may obey."""
    text = line.rstrip(b"\n").decode("utf-8", "replace")
    strange = [f"U+{ord(c):04X}" for c in text if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u061c\u200e\u200f\u202a\u202b"
               "\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    if strange: run.fault(path, f"{strange[:3]} got out: {line[:120]!r}")
