"""From the request to end to the end of the program, whatever the device or the disk is doing."""
import os, signal, statistics, time
from signals import produced
from rig import RATE, Home, chance_of, counter, each, size

SPOKEN = counter(10 * RATE)
STALL_AT = RATE // 2
CONDITIONS = {
    "all is well": ("", {}),
    "stalled device": (f"stall_at {STALL_AT} stall_ms 3600000", {}),
    "device unplugged": (f"gone_at {STALL_AT}", {}),
    "read that never returns": (f"hang_at {STALL_AT}", {}),
    "slow disk": ("", {"LD_PRELOAD": os.environ.get("SHIM", ""), "INTERPOSER_SLOW": "300 0 3600000 both"}),
    "stuck disk": ("", {"LD_PRELOAD": os.environ.get("SHIM", ""), "INTERPOSER_SLOW": "3600000 200 3600000 both"}),
}
LEFT = "stuck disk, second signal"
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
    kind, chance = KINDS[number % len(KINDS)], chance_of(number)
    place, process = recording(kind)
    has_begun(place, process)
    time.sleep(chance.uniform(0.1, 1.5))
    ended_before = process.poll() is not None
    began, at = time.monotonic(), time.monotonic_ns()
    process.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM]))
    told = b""
    # A disk that is too slow is waited for, and told; a second signal would not wait.
    while b"does not answer" not in told and (line := process.stderr.readline()):
        told += line
    taken, wrong = {kind: time.monotonic() - began}, []
    if kind == "stuck disk":
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait()
        taken[LEFT] = time.monotonic() - began
    try:
        process.communicate(timeout=60)
    except Exception:
        process.kill()
        process.communicate()
    place.run("recover")
    heard = place.heard()
    spoken = min(produced(place, at), STALL_AT if CONDITIONS[kind][0] else 10 * RATE)
    if heard != SPOKEN[:len(heard)] or len(heard) < spoken - RATE * 60 // 1000:
        wrong.append(f"{kind}: {len(heard)} frames of {spoken}, or not as spoken")
    if kind in ("stalled device", "read that never returns") and len(heard) > STALL_AT:
        wrong.append(f"{kind}: more than there was")
    place.remove()
    return {} if ended_before else taken, wrong


def run(table):
    """From the signal to the end of the program, whatever the device or the disk is doing."""
    results = each(size(500, 15), trial)
    wrong = [word for _, words in results for word in words]
    table.add(f"stop × {len(results)}", "what was heard is kept", f"{len(wrong)} faults {wrong[:3]}", not wrong)
    for kind in [*KINDS, LEFT]:
        times = sorted(1000 * taken[kind] for taken, _ in results if kind in taken)
        if times:
            table.add(f"stop: {kind} × {len(times)}", "gone, or told that the disk is waited for, ≤ 500 ms", f"median {statistics.median(times):.0f}, max {times[-1]:.0f} ms", times[-1] <= 500, is_time=True)
