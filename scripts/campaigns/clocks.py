"""Wall clocks that jump, time zones that change: durations stay, and so does the order."""
import json, os, time
from calendar import timegm
from rig import RATE, SHORT, Home, counter, each, frames_of

SPOKEN = counter(2 * RATE)
# Clock in UTC or seconds ahead, time zone; in the order in which they are recorded, which is the order they must keep.
WORLDS = [
    (0, "UTC"), (-3600, "UTC"), (3600, "UTC"), ("1970-01-02 00:00:00", "UTC"), ("2038-01-19 03:14:07", "UTC"),
    ("2100-02-28 23:59:59", "UTC"), ("2026-10-25 00:59:59", "Europe/Berlin"), ("2026-10-25 01:00:01", "Europe/Berlin"),
    ("2026-03-29 00:59:59", "Europe/Berlin"), ("2026-04-04 14:59:59", "Australia/Lord_Howe"),
    (0, "America/St_Johns"), (0, "Asia/Kathmandu"), (0, "Pacific/Kiritimati"), (0, "Etc/GMT+12"), (0, "Nowhere/Atall"), (0, "UTC"),
]
DRIFTS = [0, 200, -150, 900]


def ahead(clock):
    """Seconds that this clock is ahead of ours."""
    return clock if isinstance(clock, int) else int(timegm(time.strptime(clock, "%Y-%m-%d %H:%M:%S")) - time.time())


def run(table):
    """Wall clocks that jump, time zones that change: durations stay, and so does the order."""
    home, wrong, order = Home({"mic": "speed_pct 1000"}, SPOKEN), [], []
    for number, (clock, zone) in enumerate(WORLDS):
        environment = dict(home.environment, TZ=zone, LD_PRELOAD=os.environ["SHIM"], INTERPOSER_CLOCK=str(ahead(clock)))
        code, output, errors = home.run("record", "--free", f"World {number}", "--device", "mic", "--seconds", "1", "--json", env=environment)
        if code not in (0, 3) or "aloud:" in errors:
            wrong.append(f"{clock} {zone}: exit {code} {errors.strip()}")
            continue
        take = json.loads(output)["take"]
        order.append(take["id"])
        if abs(timegm(time.strptime(take["id"][:15], "%Y%m%d-%H%M%S")) - time.time() - ahead(clock)) > 60:
            wrong.append(f"{clock} {zone}: the clock did not jump")
        heard = frames_of(home.audio(take["id"]))
        if heard != SPOKEN[:RATE] or take["gaps"] or json.loads(output)["analysis"]["duration"] != 1:
            wrong.append(f"{clock} {zone}: {len(heard)} frames, {take['gaps']}")
    listed = [json.loads(line)["id"] for line in home.run("takes", "--json")[1].splitlines()]
    if listed not in (order, order[::-1]):
        wrong.append("listed in another order than recorded")
    home.remove()
    table.add(f"{len(WORLDS)} clocks and zones", "durations to the frame, order kept", f"{len(wrong)} faults {wrong[:3]}", not wrong)
    if not SHORT:
        drift(table)


def drift(table):
    """Devices whose clocks are fast and slow, in ten minutes each; all at once, for they do next to nothing."""
    def trial(number):
        home = Home({"mic": f"loop true drift_ppm {DRIFTS[number]}"}, SPOKEN)
        home.run("record", "--free", "Drift", "--device", "mic", "--seconds", "600", "--json", timeout=900)
        take = json.load(open(f"{home.takes}/{home.ids()[0]}/take.json"))
        home.remove()
        return take.get("clockDriftPPM"), len(take["gaps"])
    found = each(len(DRIFTS), trial)
    table.add(f"clock drift of {', '.join(map(str, DRIFTS))} ppm", "found within 20 ppm, no gap invented", f"{found} (ppm, gaps)",
              all(ppm is not None and abs(ppm - drift) <= 20 and not gaps for (ppm, gaps), drift in zip(found, DRIFTS)))
