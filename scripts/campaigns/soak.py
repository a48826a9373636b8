"""A long recording, in real time: no gap, no frame wrong, no growth."""
import json, os, signal, time
from rig import RATE, Home, counter, frames_of

LENGTH = 1_200_007  # frames of the counter signal: 25 s, and a prime, so that no loss of round length hides in it


def resident_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def wrong_frames(heard, start, spoken):
    """Frames of `heard`, which begins at frame `start`, that are not what was spoken."""
    wrong, at = 0, 0
    while at < len(heard):
        place = (start + at) % LENGTH
        count = min(len(heard) - at, LENGTH - place)
        if heard[at:at + count] != spoken[place:place + count]:
            wrong += sum(a != b for a, b in zip(heard[at:at + count], spoken[place:place + count]))
        at += count
    return wrong


def run(table, seconds=7200, percent=100):
    """Records for `seconds` of audio. `--seconds` may be up to 20,000 (a WAV file ends before 2 GiB), so the product
    needs no persuasion. Each minute: frames in the file, frames that are not what was spoken, resident memory."""
    spoken = counter(LENGTH)
    home = Home({"mic": f"loop true speed_pct {percent}"}, spoken)
    log = open(os.environ.get("SOAK_LOG", os.devnull), "w", buffering=1)
    began = time.monotonic()
    process = home.start("record", "--free", "Soak", "--think", "0", "--device", "mic", "--seconds", str(seconds), "--json")
    checked, wrong, sizes, cpu = 0, 0, [], 0.0
    try:
        while process.poll() is None:
            try:
                process.wait(timeout=60)
            except Exception:
                sizes.append(resident_kib(process.pid))
                fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
                cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            heard = frames_of(home.audio(home.ids()[0]), checked)
            wrong += wrong_frames(heard, checked, spoken)
            checked += len(heard)
            minutes = (time.monotonic() - began) / 60
            log.write(f"{minutes:7.2f} min  {checked:>11} frames  {wrong} wrong  {sizes[-1] if sizes else 0} KiB  "
                      f"load {os.getloadavg()[0]:.1f}  cpu {cpu:.1f} s\n")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait()
    take = json.load(open(f"{home.takes}/{home.ids()[0]}/take.json"))
    # The analyser keeps the features of ten minutes and the decisions of a section; after two sections nothing may grow.
    settled = min(len(sizes), 2500 // percent)
    growth = (max(sizes[settled:], default=0) - max(sizes[:settled], default=0)) / 1024
    name = f"soak {seconds} s" + ("" if percent == 100 else f" at {percent} %")
    table.add(name, "every frame there", f"{take['frames']} of {seconds * RATE}", take["frames"] == seconds * RATE)
    table.add(name, "0 gaps", len(take["gaps"]), not take["gaps"])
    table.add(name, "0 frames not as spoken", f"{wrong} of {checked}", wrong == 0 and checked == take["frames"])
    table.add(name, "memory grows < 5 MiB after 25 min", f"{growth:.1f} MiB, {len(sizes)} samples, at most {max(sizes, default=0) / 1024:.0f} MiB", growth < 5)
    table.add(name, "processor (no goal here)", f"{100 * cpu / max(1e-9, time.monotonic() - began):.1f} % of a core", True)
    log.write(json.dumps(table.rows) + "\n")
    home.remove()
