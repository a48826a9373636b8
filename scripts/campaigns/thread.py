"""What the capture thread asks the allocator and the locks for, from the start of a stream to its end: nothing."""
import os
from rig import RATE, Home, counter

SPOKEN = counter(4 * RATE)
DEVICES = {
    "sound": "", "stereo": "channels 2", "32 bits": "sample_format S32_LE", "overruns": "xrun_at [ 24000 60000 90000 ]",
    "suspended": "suspend_at 30000", "stalled": "stall_at 30000 stall_ms 900", "loses in silence": "lose_at 30000 lose_frames 9600",
    "unplugged": "gone_at 50000",
}


def run(table):
    """What the capture thread asks the allocator and the locks for, from the start of a stream to its end: nothing."""
    wrong, looked = [], 0
    for name, fields in DEVICES.items():
        home = Home({"mic": fields}, SPOKEN)
        counts = f"{home.folder}/counts"
        home.run("record", "--free", "Thread", "--device", "mic", "--seconds", "3", "--json",
                 env=dict(home.environment, LD_PRELOAD=os.environ["SHIM"], INTERPOSER_CAPTURE=counts))
        lines = open(counts).read().splitlines()
        allocations, locks, libasound = (int(word) for word in lines[0].split()[1:6:2])
        looked += libasound
        if allocations or locks:
            wrong.append(f"{name}: {lines}")
        home.remove()
    table.add(f"capture thread, {len(DEVICES)} devices", "0 allocations, 0 locks of its own",
              f"{len(wrong)} faults {wrong[:2]}; libasound's own: {looked}", not wrong and looked > 0)
