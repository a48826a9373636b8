"""Length and pauses of odd and damaged files, beside what ffmpeg and sox make of the same bytes.

A file may be measured otherwise than they read it, but not without a word: where Aloud has no warning, one of them must agree
with it on the length, and each pause that ffmpeg hears must be there."""
import json, os, re, shutil, struct, subprocess
from . import claims

# Seconds: what decoders leave out at both ends, and how far apart two ideas of an edge may be.
LENGTH, EDGE = 0.15, 0.25
# What ffmpeg writes; name: its arguments.
FORMATS = {
    "wav": "-c:a pcm_s16le", "rf64.wav": "-c:a pcm_s16le -rf64 always", "float.wav": "-c:a pcm_f32le", "ima.wav": "-c:a adpcm_ima_wav",
    "ms.wav": "-c:a adpcm_ms", "ulaw.wav": "-c:a pcm_mulaw", "w64": "-c:a pcm_s16le", "aiff": "-c:a pcm_s16be", "au": "-c:a pcm_s16be",
    "caf": "-c:a pcm_s16be", "flac": "-c:a flac", "vorbis.ogg": "-c:a libvorbis", "opus": "-c:a libopus", "flac.ogg": "-c:a flac -f ogg",
    "cbr.mp3": "-c:a libmp3lame -b:a 64k", "vbr.mp3": "-c:a libmp3lame -q:a 4", "noxing.mp3": "-c:a libmp3lame -q:a 4 -write_xing 0",
    "mp2": "-c:a mp2 -f mp2",
}
# Those whose samples a player counts by the header alone, so that a size that lies shows.
SIZED = {"wav": 40, "float.wav": None, "ulaw.wav": None, "au": 8}


def opinions(run, chance, count):
    """`count` files in every format, each damaged in one way that people report."""
    if not shutil.which("ffmpeg"): return print("opinions: no ffmpeg here", flush=True)
    home = run.folder()
    source = speech(home)
    good = {}
    for name, arguments in FORMATS.items():
        path = os.path.join(home, "good." + name)
        if subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", source, *arguments.split(), path], stderr=subprocess.DEVNULL).returncode == 0:
            good[name] = open(path, "rb").read()
    paths = {}
    for number in range(max(count, len(good))):
        name = list(good)[number % len(good)]
        kind, data = odd(name, good[name], chance) if number >= len(good) else ("whole", good[name])
        path = os.path.join(home, f"{number}-{kind}.{name}")
        with open(path, "wb") as file: file.write(data)
        paths[path] = kind
    lines, errors, gaps = run.start(home, ["analyze", "--json", *paths], expect=(0, 1, 3), seconds=600)
    told = 0
    for (path, kind), line in zip(paths.items(), lines):
        answer = json.loads(line)
        said = "error" in answer or any(w["name"] in ("cutShort", "damaged", "hole", "notMeasured") for w in answer["warnings"])
        told += said
        if kind == "whole" and said: run.fault(path, f"doubts about the whole {os.path.basename(path)}: {answer.get('error') or answer['warnings']}")
        if said: continue
        lengths = [length for length in (by_ffmpeg(path), by_sox(path)) if length]
        # ffmpeg loses the last frame of FLAC that is followed by another, and sox stops there.
        if kind == "twice": lengths.append(2 * by_ffmpeg(os.path.join(home, "good." + path.split("twice.")[1])))
        if lengths and min(abs(answer["duration"] - length) for length in lengths) > LENGTH:
            run.fault(path, f"{answer['duration']:.2f} s without a word for {os.path.basename(path)}, others say {lengths}")
        if kind == "whole":
            for start, end in silences(path):
                if not any(p["start"] <= start + EDGE and p["end"] >= end - EDGE for p in answer["pauses"]):
                    run.fault(path, f"no pause at {start:.2f} to {end:.2f} in {os.path.basename(path)}")
    run.count("opinions", len(paths), told, max(gaps, default=0), run.peak)
    kinds = list(paths.values())
    print("             " + ", ".join(f"{kind} {kinds.count(kind)}" for kind in sorted(set(kinds))), flush=True)
    shutil.rmtree(home)


def lies(run):
    """Heads whose sizes lie before samples that are all there: each file is read whole."""
    home = run.folder()
    pcm = subprocess.run(["sox", speech(home), "-t", "raw", "-r", str(claims.RATE), "-b", "16", "-e", "signed", "-c", "1", "-L", "-"],
                         stdout=subprocess.PIPE).stdout if shutil.which("sox") else b"\1\2\3\4" * 40_000
    paths = {}
    for name, data in claims.heads(pcm).items():
        paths[os.path.join(home, name)] = data
        with open(os.path.join(home, name), "wb") as file: file.write(data)
    lines, errors, gaps = run.start(home, ["analyze", "--json", *paths], expect=(0, 1, 3), seconds=600)
    told = 0
    for path, line in zip(paths, lines):
        answer, seconds = json.loads(line), len(pcm) / 2 / claims.RATE
        told += bool(answer.get("warnings"))
        if "error" in answer or abs(answer["duration"] - seconds) > 0.01:
            run.fault(path, f"{answer.get('error') or answer['duration']} instead of {seconds} s for {os.path.basename(path)}")
    run.count("lies", len(paths), told, max(gaps, default=0), run.peak)
    shutil.rmtree(home)


def odd(name, data, chance):
    """A name for what was done, and the bytes."""
    kind = chance.choice(("cut", "flipped", "gone", "twice", "zeros", "tail", "size"))
    at = chance.randrange(len(data) // 4, len(data) * 3 // 4)
    if kind == "cut": return kind, data[:at]
    if kind == "flipped": return kind, data[:at] + bytes(byte ^ 0xA5 for byte in data[at:at + 64]) + data[at + 64:]
    if kind == "gone": return kind, data[:at] + data[at + chance.choice((1000, 4000)):]
    if kind == "twice": return kind, data + data
    if kind == "zeros": return kind, data[:at] + bytes(2000) + data[at + 2000:]
    if kind == "tail": return kind, data + bytes(4096)
    if SIZED.get(name):
        place = SIZED[name]
        if name == "wav": place = data.index(b"data") + 4
        return kind, data[:place] + struct.pack("<I", chance.choice((0, 0xffffffff))) + data[place + 4:]
    return "whole", data


def speech(home):
    """Phrases with pauses between them; tones in a rhythm where there is no synthesiser."""
    path, parts = os.path.join(home, "speech.wav"), []
    for number, text in enumerate(("We moved in three waves, by risk.", "The hardest call was a freeze.", "It took five months.")):
        part = os.path.join(home, f"part-{number}.wav")
        if shutil.which("espeak-ng") and shutil.which("sox"):
            subprocess.run(["espeak-ng", "-v", "en-us", "-w", part, text], check=True)
            subprocess.run(["sox", part, "-r", "16000", part + "-16.wav", "pad", "0.6", "0.6"], check=True)
            parts.append(part + "-16.wav")
    if parts:
        subprocess.run(["sox", *parts, path], check=True)
    else:
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=300:duration=6", "-af", "volume='gt(mod(t,2),0.7)':eval=frame", "-ar", "16000", path], check=True)
    return path


def by_ffmpeg(path):
    """Seconds that ffmpeg decodes; nothing where it refuses."""
    done = subprocess.run(["ffmpeg", "-v", "quiet", "-i", path, "-ar", "16000", "-ac", "1", "-f", "s16le", "-"], stdout=subprocess.PIPE)
    return len(done.stdout) / 32000 or None


def by_sox(path):
    if not shutil.which("sox"): return None
    done = subprocess.run(["sox", "--ignore-length", path, "-t", "raw", "-r", "16000", "-c", "1", "-b", "16", "-e", "signed", "-"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return len(done.stdout) / 32000 or None


def silences(path):
    """Silences of half a second and more that ffmpeg hears, but for those at both ends."""
    done = subprocess.run(["ffmpeg", "-nostats", "-i", path, "-af", "silencedetect=n=-45dB:d=0.5", "-f", "null", "-"], stderr=subprocess.PIPE, text=True)
    starts = [float(s) for s in re.findall(r"silence_start: (-?[\d.]+)", done.stderr)]
    ends = [float(e) for e in re.findall(r"silence_end: ([\d.]+)", done.stderr)]
    return [(s, e) for s, e in zip(starts, ends) if s > 0.1][:-1]
