"""Damage to the index: flipped bytes, cuts, garbage, a log that is gone. Every start works, and every take is there."""
import hashlib, json, os, shutil, sqlite3
from rig import RATE, WORKERS, Home, chance_of, counter, each, size

TAKES = 12
LETTERS = "bcdfghjkmnpq"


def practised():
    """A home with takes, all analysed; its index is kept open once, so that there is a log to damage."""
    home = Home({"mic": "speed_pct 1000"}, counter(2 * RATE))
    home.run("record", "--free", "Index", "--device", "mic", "--seconds", "1", "--json")
    first = home.ids()[0]
    for letter in LETTERS[:TAKES - 1]:
        take = f"{first[:-4]}aaa{letter}"
        shutil.copytree(f"{home.takes}/{first}", f"{home.takes}/{take}")
        sidecar = json.load(open(f"{home.takes}/{take}/take.json")) | {"id": take}
        json.dump(sidecar, open(f"{home.takes}/{take}/take.json", "w"))
    home.run("takes")
    folder = f"{home.data}/aloud"
    shutil.copy(f"{folder}/aloud.sqlite", f"{home.folder}/whole")
    # A change that is only in the log so far, as a killed program leaves it.
    with sqlite3.connect(f"{folder}/aloud.sqlite") as index:
        index.execute("PRAGMA journal_mode = WAL")
        index.execute("UPDATE take SET place = place + 1")
        index.commit()
        shutil.copy(f"{folder}/aloud.sqlite-wal", f"{home.folder}/log")
    for name in os.listdir(folder):
        if name.startswith("aloud.sqlite"):
            os.remove(f"{folder}/{name}")
    return home


def damage(home, chance):
    """Puts a damaged index into place; its bytes must not be lost."""
    whole = bytearray(open(f"{home.folder}/whole", "rb").read())
    kind = chance.choice(["flip", "flip", "flip", "cut", "garbage", "empty", "log flipped", "log alone", "no log"])
    if kind == "flip":
        for _ in range(chance.randint(1, 8)):
            page = chance.randrange(len(whole) // 4096) * 4096
            whole[page + chance.randrange(112 if chance.random() < 0.5 else 4096)] ^= chance.randint(1, 255)
    elif kind == "cut":
        whole = whole[:chance.randrange(len(whole))]
    elif kind == "garbage":
        whole = bytearray(chance.randbytes(len(whole)))
    elif kind == "empty":
        whole = bytearray()
    log = bytearray(open(f"{home.folder}/log", "rb").read()) if kind.startswith("log") else None
    if kind == "log flipped":
        log[chance.randrange(len(log))] ^= chance.randint(1, 255)
    if kind != "log alone":
        open(f"{home.data}/aloud/aloud.sqlite", "wb").write(whole)
    if log is not None:
        open(f"{home.data}/aloud/aloud.sqlite-wal", "wb").write(log)
    return kind, whole


def digest(folder):
    """What the takes are."""
    result = hashlib.sha256()
    for above, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            result.update(name.encode() + open(f"{above}/{name}", "rb").read())
    return result.hexdigest()


def trial(home, seed):
    """What is wrong after one damage."""
    chance, wrong, folder = chance_of(seed), [], f"{home.data}/aloud"
    before = digest(home.takes)
    kind, whole = damage(home, chance)
    code, output, errors = home.run("takes", "--json")
    if code or len(output.splitlines()) != TAKES:
        wrong.append(f"{kind}: exit {code}, {len(output.splitlines())} takes, {errors}")
    if home.run("review", "last", "--json")[0] not in (0, 3):
        wrong.append(f"{kind}: no review")
    if digest(home.takes) != before:
        wrong.append(f"{kind}: a take has changed")
    aside = [name for name in os.listdir(folder) if "corrupt" in name and not name.endswith(("-wal", "-shm"))]
    if aside and kind not in ("log alone",) and not any(open(f"{folder}/{name}", "rb").read() == whole for name in aside):
        wrong.append(f"{kind}: what was set aside is not what was there")
    for name in os.listdir(folder):
        if name.startswith("aloud.sqlite"):
            os.remove(f"{folder}/{name}")
    return wrong, bool(aside)


def run(table):
    """Damage to the index: every start works, every take is listed, nothing is deleted."""
    count, homes = size(500, 24), [practised() for _ in range(WORKERS)]
    batches = each(WORKERS, lambda worker: [trial(homes[worker], seed) for seed in range(worker, count, WORKERS)])
    results = [result for batch in batches for result in batch]
    for home in homes:
        home.remove()
    wrong = [word for words, _ in results for word in words]
    told = sum(is_aside for _, is_aside in results)
    table.add(f"damaged index × {count}", "starts, lists every take, deletes nothing", f"{len(wrong)} faults {wrong[:3]}, {told} set aside", not wrong)
