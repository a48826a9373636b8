"""An answer that is longer than a file may be: the true end below 2 GiB, reached sooner by a fast microphone of a high rate."""
import json, os, time
from rig import Home, counter, frames_of
from soak import LENGTH, wrong_frames

HIGH_RATE = 192_000
MOST_FRAMES = (2**31 - 1 - 65_536) // 2
SECONDS = MOST_FRAMES // HIGH_RATE + 100


def run(table, percent=600):
    """Records 100 s more than one file holds at 192 kHz. Takes some minutes and 2.2 GB of disk."""
    spoken = counter(LENGTH)
    home = Home({"mic": f"loop true rate {HIGH_RATE} speed_pct {percent}"}, spoken)
    began = time.monotonic()
    code, _, errors = home.run("record", "--free", "Long", "--think", "0", "--device", "mic", "--seconds", str(SECONDS), "--json", timeout=7200)
    takes = [json.load(open(f"{home.takes}/{take}/take.json")) for take in home.ids()]
    frames, wrong, at = SECONDS * HIGH_RATE, 0, 0
    for take in takes:
        # In pieces: 2 GiB and their copy are too much for a small machine.
        for start in range(0, take["frames"], 1 << 26):
            heard = frames_of(home.audio(take["id"]), start, 1 << 26)
            wrong += wrong_frames(heard, at, spoken)
            at += len(heard)
    name = f"roll-over below 2 GiB at {HIGH_RATE // 1000} kHz"
    table.add(name, "two takes, the first full, which name each other", f"exit {code}, {[take['frames'] for take in takes]} frames",
              code in (0, 3) and [take["frames"] for take in takes] == [MOST_FRAMES, frames - MOST_FRAMES] and takes[1].get("continues") == takes[0]["id"])
    table.add(name, "every frame there, as spoken, none between the files lost", f"{at} of {frames}, {wrong} wrong", at == frames and wrong == 0)
    gaps = [gap for take in takes for gap in take["gaps"]]
    table.add(name, "0 gaps", gaps[:3], not gaps)
    table.add(name, "time it took (no goal)", f"{time.monotonic() - began:.0f} s", True)
    home.remove()
