"""Clean speech: clips of the shared corpus with a quiet background, and synthetic voices."""
import glob, hashlib, json, os, shutil, subprocess, wave
import numpy as np
from .labelling import label, quietness
from .sentences import SENTENCES

RATE = 16000
# Every espeak-ng variant is another throat, every language another accent; flite's voices are recordings of people.
ESPEAK = [f"{language}+{variant}" for language, variant in zip(
    "en-us en-gb en-gb-scotland en-gb-x-rp en-us de fr-fr es it pl nl sv pt-br hi cmn tr ru cs fi ro hu el da id vi en-029".split(),
    "m1 f1 m3 m4 f2 m2 f4 m5 f3 m6 f5 m7 Andy Annie Denis Gene croak klatt klatt2 klatt3 linda whisper f2 m8 steph Michael".split())]
FLITE = ["awb", "kal16", "rms", "slt"]


class Clip:
    """A clean recording: samples at 16 kHz, its voice, and where speech is (a weight and a truth per 5 ms)."""
    def __init__(self, samples, voice, truth, weight):
        self.samples, self.voice, self.truth, self.weight = samples, voice, truth, weight


def read_wav(path):
    with wave.open(path) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels())
        return data.mean(1) / 32768, file.getframerate()


def resample(samples, rate, to=RATE):
    """By the spectrum of the whole signal; exact for these short clips."""
    if rate == to: return samples
    count = int(round(len(samples) * to / rate))
    spectrum = np.fft.rfft(samples)
    kept = np.zeros(count // 2 + 1, complex)
    n = min(len(kept), len(spectrum))
    kept[:n] = spectrum[:n]
    return np.fft.irfft(kept, count) * (count / len(samples))


def decode(path, work):
    """Any file of the corpus as samples and rate, decoded once."""
    target = os.path.join(work, hashlib.sha1(path.encode()).hexdigest()[:16] + ".wav")
    if not os.path.exists(target):
        for command in (["sndfile-convert", "-pcm16", path, target], ["flac", "-sdfo", target, path],
                        ["ffmpeg", "-v", "error", "-y", "-i", path, "-c:a", "pcm_s16le", target]):
            if shutil.which(command[0]) and subprocess.run(command, capture_output=True).returncode == 0: break
        else: raise SystemExit(f"train: cannot decode {path}; install sndfile-programs")
    return read_wav(target)


def voice_of(path):
    """The speaker of a corpus file: what must stay on one side of a split."""
    corpus, name = path.split("/")[-2], os.path.splitext(os.path.basename(path))[0]
    if corpus == "speechocean": return "so-" + name[:5]
    if corpus == "respaced" and name.startswith("speechocean_"): return "so-0" + name.split("_")[1]
    if corpus in ("mfa", "mfa_clips") or name.startswith("mfa_"): return "mfa"
    if corpus == "librivox" or name.startswith("librivox"): return "librivox"
    if corpus == "synth":
        voice = json.load(open(os.path.splitext(path)[0] + ".json"))["condition"]["voice"]
        return "flite-" + voice if "-" not in voice else "espeak-" + voice
    return corpus + "-" + name


def corpus_clips(shared, work):
    """Clips whose speech stands at least 33 dB over their background, labelled by energy, and the exact ones."""
    clips = []
    for path in sorted(glob.glob(os.path.join(shared, "corpus", "*", "*.flac"))):
        corpus = path.split("/")[-2]
        if corpus in ("ami", "synth", "mfa"): continue
        truth = json.load(open(os.path.splitext(path)[0] + ".json"))
        exact = corpus == "respaced" and "_clean" in path and (truth.get("levelDifference") or 0) >= 33
        if corpus == "respaced" and not exact: continue
        samples, rate = decode(path, work)
        samples = resample(samples - samples.mean(), rate)
        found = label(samples, RATE)
        if found is None or quietness(samples, RATE, found[0]) < 33: continue
        if exact:
            cells = np.zeros(len(found[0]), bool)
            for start, end in truth["speech"]: cells[int(round(start * 200)):int(round(end * 200))] = True
            found = cells, np.ones(len(cells))
        clips.append(Clip(samples, voice_of(path), *found))
    return clips


def labelled_files(shared, work):
    """Whole recordings with labels by people, aligners or construction, as they are: (samples, rate, voice, truth, weight)."""
    result = []
    for path in sorted(glob.glob(os.path.join(shared, "corpus", "*", "*.flac"))):
        truth = json.load(open(os.path.splitext(path)[0] + ".json"))
        if path.split("/")[-2] == "ami" or truth.get("speech") is None: continue
        samples, rate = decode(path, work)
        cells = np.zeros(int(np.ceil(len(samples) / rate * 200)), bool)
        for start, end in truth["speech"]: cells[int(round(start * 200)):int(round(end * 200))] = True
        # Aligners leave silence inside words.
        weight = np.full(len(cells), 0.5 if truth["labels"] == "aligner" else 1.0)
        result.append((samples.astype("<f4"), rate, voice_of(path), cells, weight))
    return result


def synthetic_clips(work, short):
    """Every voice says twelve of the sentences at its own pace and pitch."""
    clips = []
    voices = [("flite", v) for v in FLITE] + [("espeak", v) for v in ESPEAK]
    for index, (engine, voice) in enumerate(voices[:3] if short else voices):
        for turn in range(3 if short else 12):
            text = SENTENCES[(index * 5 + turn * 7) % len(SENTENCES)]
            target = os.path.join(work, f"{engine}-{voice}-{index}-{turn}.wav")
            if not os.path.exists(target):
                if engine == "flite":
                    pace = 0.85 + 0.1 * (turn % 4)
                    command = ["flite", "-voice", voice, "--setf", f"duration_stretch={pace}", "-t", text, "-o", target]
                else:
                    command = ["espeak-ng", "-v", voice, "-s", str(130 + 15 * (turn % 5)), "-p", str(30 + 10 * (index % 5)), "-w", target, text]
                subprocess.run(command, check=True, capture_output=True)
            samples, rate = read_wav(target)
            samples = resample(samples, rate)
            found = label(samples, RATE)
            if found is not None: clips.append(Clip(samples, f"{engine}-{voice}", *found))
    return clips
