"""From the request to end to the end of the program, whatever the device or the disk is doing."""
import json, os, random, signal, statistics, time
from rig import RATE, Home, counter, each, size

SPOKEN = counter(10 * RATE)
STALL_AT = RATE // 2
CONDITIONS = {
    "all is well": ("", {}),
    "stalled device": (f"stall_at {STALL_AT} stall_ms 3600000", {}),
    "device unplugged": (f"gone_at {STALL_AT}", {}),
    "read that never returns": (f"hang_at {STALL_AT}", {}),
    "slow disk": ("", {"LD_PRELOAD": os.environ.get("SHIM", ""), "INTERPOSER_SLOW": "150 0 3600000 both"}),
}
KINDS = list(CONDITIONS)


def recording(kind, seconds="60"):
    fields, extra = CONDITIONS[kind]
    place = Home({"mic": f'{fields} diary "PLACE/diary"'}, SPOKEN)
    return place, place.start("record", "--free", "Stop", "--device", "mic", "--seconds", seconds, "--json",
                              env=dict(place.environment, **extra))


def has_begun(place, process):
    """Waits until the recording runs."""
    while process.poll() is None and not os.path.exists(f"{place.folder}/diary"):
        time.sleep(0.01)


def trial(number):
    kind = KINDS[number % len(KINDS)]
    place, process = recording(kind)
    has_begun(place, process)
    time.sleep(random.uniform(0.1, 1.5))
    ended_before = process.poll() is not None
    began = time.monotonic()
    process.send_signal(random.choice([signal.SIGINT, signal.SIGTERM]))
    try:
        process.communicate(timeout=30)
    except Exception:
        process.kill()
        process.communicate()
    taken, wrong = time.monotonic() - began, []
    place.run("recover")
    heard = place.heard()
    if not heard or heard != SPOKEN[:len(heard)]:
        wrong.append(f"{kind}: {len(heard)} frames, not as spoken")
    if kind in ("stalled device", "read that never returns") and len(heard) > STALL_AT:
        wrong.append(f"{kind}: more than there was")
    place.remove()
    return kind, None if ended_before else 1000 * taken, wrong


def run(table):
    """From the signal to the end of the program, whatever the device or the disk is doing."""
    results = each(size(500, 15), trial)
    wrong = [word for _, _, words in results for word in words]
    table.add(f"stop × {len(results)}", "what was heard is kept", f"{len(wrong)} faults {wrong[:3]}", not wrong)
    for kind in KINDS:
        times = sorted(taken for name, taken, _ in results if name == kind and taken is not None)
        if times:
            table.add(f"stop: {kind} × {len(times)}", "exit ≤ 500 ms", f"median {statistics.median(times):.0f}, max {times[-1]:.0f} ms", times[-1] <= 500, is_time=True)
