"""A disk that fills up while someone speaks: a small one of its own, filled by another program."""
import errno, json, os, shutil, subprocess, sys, time
from rig import RATE, WORK, Home, chance_of, counter, each, size

SPOKEN = counter(6 * RATE)
MIB = 1 << 20


def fill(path, left):
    """Writes until only about `left` bytes are free."""
    with open(path, "wb", buffering=0) as filler:
        while (free := os.statvfs(path).f_bavail * os.statvfs(path).f_frsize - left) > 0:
            try:
                filler.write(bytes(min(free, MIB)))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                return


def inside(folder):
    """One recording on the small disk that is mounted at `folder`/share; what came of it, as JSON."""
    place, wrong, chance = Home({"mic": 'diary "PLACE/diary"'}, SPOKEN, folder), [], chance_of(os.path.basename(folder))
    process = place.start("record", "--free", "Full", "--device", "mic", "--seconds", "30", "--json")
    while process.poll() is None and not os.path.exists(f"{folder}/diary"):
        time.sleep(0.01)
    time.sleep(chance.uniform(0.05, 1.0))
    fill(f"{folder}/share/filler", chance.randrange(200_000))
    line, told = b"", None
    while line := process.stderr.readline():
        if b"aloud:" in line and told is None:
            told = time.monotonic()
    process.wait()
    kept, sidecar = place.heard(), json.load(open(f"{place.takes}/{place.ids()[0]}/take.json"))
    path = place.audio(place.ids()[0])
    origin = int(open(f"{folder}/diary").readline().split()[0]) / 1e9
    if process.returncode != 1 or told is None:
        wrong.append(f"exit {process.returncode}")
    if sidecar["ending"] != "writeFailed" or sidecar["state"] != "finished" or sidecar["frames"] != len(kept):
        wrong.append(f"{sidecar['state']}, {sidecar['ending']}, {sidecar['frames']} frames of {len(kept)}")
    if kept != SPOKEN[:len(kept)]:
        wrong.append("not as spoken")
    if os.path.getsize(path) % 2:
        wrong.append("half a frame")
    # Of a page that the file system gives there may be less left than one frame.
    if os.path.getsize(path) % 4096 not in (0, 4094, 4095):
        wrong.append(f"{4096 - os.path.getsize(path) % 4096} bytes would have fitted")
    if subprocess.run(["soxi", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        wrong.append("soxi refuses it")
    code, output, errors = place.run("takes", "--json")
    if code or len(output.splitlines()) != 1:
        wrong.append(f"takes: exit {code}, {len(output.splitlines())} takes, {errors}")
    print(json.dumps({"wrong": wrong, "told": (told or 1e9) - origin - len(kept) / RATE}))


def trial(number):
    """Runs `inside` in a mount namespace of its own."""
    folder = f"{WORK}/disk-{number}"
    os.makedirs(f"{folder}/share")
    script = f'mount -t tmpfs -o size=24m tmpfs "{folder}/share" && exec python3 "{os.path.abspath(__file__)}" "{folder}"'
    result = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        return json.loads(result.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return {"wrong": [f"the trial broke: {result.stderr[-300:]}"], "told": 0}


def can_mount():
    return subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0


def run(table):
    """A disk that fills up while someone speaks: all that fitted is kept, it is told, and the take is saved."""
    if not can_mount():
        return table.skip("disk full", "this user may not mount (unshare -rm)")
    results = each(size(200, 4), trial)
    wrong = [word for result in results for word in result["wrong"]]
    late = max(result["told"] for result in results)
    name = f"disk full × {len(results)}"
    table.add(name, "every whole frame that fitted, valid, saved, listed", f"{len(wrong)} faults {sorted(set(wrong))[:3]}", not wrong)
    table.add(name, "told ≤ 1 s after the first frame that did not fit", f"at most {late:.2f} s", late <= 1, is_time=True)


if __name__ == "__main__":
    inside(sys.argv[1])
