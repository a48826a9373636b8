"""Aloud and its peers, each from samples to [[start, end]] in seconds. A peer that is not installed is None."""
import json, os, subprocess, wave
import numpy as np
from .sound import RATE


def write(path, samples):
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def aloud(binary, work):
    """The command line program, all files in one call."""
    def detect(recordings):
        paths = []
        for index, recording in enumerate(recordings):
            paths.append(os.path.join(work, f"recording{index}.wav"))
            write(paths[-1], recording.samples)
        done = subprocess.run([binary, "analyze", "--json", *paths], capture_output=True, text=True, check=True)
        lines = {line["file"]: line["speech"] for line in map(json.loads, done.stdout.splitlines())}
        for path in paths: os.remove(path)
        return [lines[path] for path in paths]
    return detect


class Remembered:
    """A model of Silero that is run once for each recording, whatever the settings that use its answers."""
    def __init__(self, model):
        self.model, self.known, self.samples = model, {}, None

    def hear(self, samples):
        self.samples = samples
        return self

    def reset_states(self, *_):
        self.model.reset_states()
        self.fresh, self.answers = [], iter(self.known.get(id(self.samples), []))
        self.known.setdefault(id(self.samples), self.fresh)

    def __call__(self, chunk, rate):
        if self.known[id(self.samples)] is not self.fresh: return next(self.answers)
        self.fresh.append(self.model(chunk, rate))
        return self.fresh[-1]


def silero_model():
    try:
        import silero_vad, torch
    except ImportError: return None
    torch.set_num_threads(1)
    return Remembered(silero_vad.load_silero_vad(onnx=True))


def silero(model, settings, earlier=(0.0, 0.0)):
    """Silero VAD as it is packaged, with these options; starts and ends moved to be `earlier` by so many seconds."""
    if model is None: return None
    import silero_vad, torch

    def one(samples):
        spans = silero_vad.get_speech_timestamps(torch.from_numpy(samples.astype("f4")), model.hear(samples), sampling_rate=RATE, **settings)
        moved = [[s["start"] / RATE - earlier[0], s["end"] / RATE - earlier[1]] for s in spans]
        return [[max(0, a), b] for a, b in moved if b > a]
    return lambda recordings: [one(r.samples) for r in recordings]


def webrtc():
    """WebRTC VAD, mode 3, 10 ms; median of 5, silences under 150 ms closed, speech under 100 ms dropped."""
    try: import webrtcvad
    except ImportError: return None

    def one(samples):
        detector, data = webrtcvad.Vad(3), (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        raw = np.array([detector.is_speech(data[i:i + 320], RATE) for i in range(0, len(data) - 319, 320)], int)
        flat = np.pad(np.convolve(raw, np.ones(5), "valid") > 2, 2)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], flat.astype(int), [0])))).reshape(-1, 2) / 100
        spans = []
        for start, end in edges.tolist():
            if spans and start - spans[-1][1] < 0.15: spans[-1][1] = end
            else: spans.append([start, end])
        return [s for s in spans if s[1] - s[0] >= 0.1]
    return lambda recordings: [one(r.samples) for r in recordings]


def praat(threshold):
    """Praat's To TextGrid (silences): 100 Hz, so many dB under the maximum, 0.1 s, 0.1 s."""
    try:
        import parselmouth
        from parselmouth.praat import call
    except ImportError: return None

    def one(samples):
        grid = call(parselmouth.Sound(samples, RATE), "To TextGrid (silences)", 100, 0, threshold, 0.1, 0.1, "silent", "sounding")
        count = int(call(grid, "Get number of intervals", 1))
        return [[call(grid, "Get start time of interval", 1, i), call(grid, "Get end time of interval", 1, i)]
                for i in range(1, count + 1) if call(grid, "Get label of interval", 1, i) == "sounding"]
    return lambda recordings: [one(r.samples) for r in recordings]


def peers():
    """Name → detector, or None where the Python package is missing."""
    short = dict(min_speech_duration_ms=100, min_silence_duration_ms=100, speech_pad_ms=0)
    model = silero_model()
    return {"Silero": silero(model, {}), "Silero sp100 - lag": silero(model, short, (0.025, 0.075)),
            "WebRTC mode 3": webrtc(), "Praat -25 dB": praat(-25)}
