"""Scenes: clean clips strung together with known pauses, then spoilt in every way a recording can be."""
import numpy as np
from . import noises
from .labelling import runs

RATE, CELL = 16000, 80


class Scene:
    def __init__(self, samples, rate, truth, weight, kind, voice):
        self.samples, self.rate, self.truth, self.weight, self.kind, self.voice = samples, rate, truth, weight, kind, voice


def background(rng, clip, count):
    """Noise like that of the clip's own quiet cells; digital silence where it has none."""
    cells = np.flatnonzero(~clip.truth & (clip.weight == 1))
    pieces = [clip.samples[c * CELL:c * CELL + 256] for c in cells[::2]]
    pieces = [p * np.hanning(256) for p in pieces if len(p) == 256]
    if len(pieces) < 4: return np.zeros(count)
    power = np.mean([np.abs(np.fft.rfft(p)) ** 2 for p in pieces], 0) / np.mean(np.hanning(256) ** 2) / 256
    axis = np.fft.rfftfreq(max(count, 512), 1 / RATE)
    gain = np.sqrt(np.interp(axis, np.fft.rfftfreq(256, 1 / RATE), power))
    return np.fft.irfft(np.fft.rfft(rng.standard_normal(max(count, 512))) * gain, max(count, 512))[:count]


def string(rng, clips, seconds):
    """Speech with pauses, and its truth: clips one after the other, some cut open where they are silent."""
    parts, truth, weight = [], [], []

    def gap(clip, cells):
        parts.append(background(rng, clip, cells * CELL))
        truth.append(np.zeros(cells, bool))
        weight.append(np.ones(cells))

    def join(clip, first, last):
        parts.append(clip.samples[first * CELL:last * CELL].copy())
        truth.append(clip.truth[first:last])
        weight.append(clip.weight[first:last])

    levels = rng.normal(0, 1.5, len(clips))
    loudness = {id(c): np.sqrt(np.mean(c.samples[:len(c.truth) * CELL].reshape(-1, CELL)[c.truth] ** 2)) for c in clips}
    gap(clips[0], int(rng.uniform(0.05, 1.5) * 200))
    while sum(len(t) for t in truth) < seconds * 200:
        index = int(rng.integers(len(clips)))
        clip = clips[index]
        start = len(parts)
        if rng.uniform() < 0.5:
            spans = runs(clip.truth)
            for first, last in spans:
                join(clip, max(0, first - 1), min(len(clip.truth), last + 1))
                if rng.uniform() < 0.7: gap(clip, int(np.clip(rng.lognormal(-0.7, 0.6), 0.15, 4) * 200))
        else:
            spans = runs(clip.truth)
            join(clip, max(0, spans[0][0] - int(rng.integers(0, 60))), min(len(clip.truth), spans[-1][1] + int(rng.integers(0, 60))))
        gap(clip, int(np.clip(rng.lognormal(-0.5, 0.8), 0.15, 6) * 200))
        for part in range(start, len(parts)): parts[part] = parts[part] * (0.1 / loudness[id(clip)] * 10 ** (levels[index] / 20))
    return np.concatenate(parts), np.concatenate(truth), np.concatenate(weight)


def reverberate(rng, samples):
    """The direct path and an exponential tail; the truth stays that of the dry speech."""
    decay, ratio = rng.uniform(0.15, 0.9), rng.uniform(-1, 13)
    tail = rng.standard_normal(int(RATE * decay)) * 10 ** (-3 * np.arange(int(RATE * decay)) / (RATE * decay))
    tail[:int(0.003 * RATE)] = 0
    spectrum = np.fft.rfft(tail)
    tail = np.fft.irfft(spectrum / (1 + np.fft.rfftfreq(len(tail), 1 / RATE) / rng.uniform(1500, 8000)), len(tail))
    tail *= 10 ** (-ratio / 20) / np.sqrt(np.sum(tail ** 2))
    size = 1 << (len(samples) + len(tail)).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[:len(samples)]
    return samples + wet


def equalise(rng, samples, spread):
    points = np.geomspace(60, 8000, 8)
    axis = np.maximum(np.fft.rfftfreq(len(samples), 1 / RATE), 30)
    gain = np.interp(np.log(axis), np.log(points), np.cumsum(rng.standard_normal(8)) * spread)
    return np.fft.irfft(np.fft.rfft(samples) * 10 ** (gain / 20), len(samples))


def band_limit(rng, samples):
    axis = np.fft.rfftfreq(len(samples), 1 / RATE)
    low, high = (300, 3400) if rng.uniform() < 0.4 else (rng.uniform(20, 350), rng.uniform(3000, 7800))
    gain = 1 / (1 + (low / np.maximum(axis, 1)) ** 8) / (1 + (axis / high) ** 40)
    return np.fft.irfft(np.fft.rfft(samples) * gain, len(samples))


def codec(rng, samples):
    """µ-law, or the holes that low bit rates leave: weak bins of each 32 ms are dropped."""
    if rng.uniform() < 0.35:
        peak = np.abs(samples).max() + 1e-9
        value = np.sign(samples) * np.log1p(255 * np.abs(samples / peak)) / np.log(256)
        value = np.round(value * 127) / 127
        return np.sign(value) * (256 ** np.abs(value) - 1) / 255 * peak
    size, count = 512, len(samples) // 256 + 2
    padded = np.pad(samples, (256, 1024))
    window = np.sin(np.pi * (np.arange(size) + 0.5) / size)
    frames = np.stack([padded[i * 256:i * 256 + size] for i in range(count)]) * window
    spectra = np.fft.rfft(frames, axis=1)
    magnitude = np.abs(spectra)
    least = magnitude.max(1, keepdims=True) * 10 ** (-rng.uniform(30, 60) / 20)
    spectra[magnitude < least] = 0
    result = np.zeros(len(padded) + size)
    for i, frame in enumerate(np.fft.irfft(spectra, axis=1) * window): result[i * 256:i * 256 + size] += frame
    return result[256:256 + len(samples)]


def envelope(samples, milliseconds):
    size = int(RATE * milliseconds / 1000)
    sums = np.concatenate(([0], np.cumsum(np.pad(samples ** 2, (size // 2, size - size // 2 - 1)))))
    return np.sqrt(np.maximum(sums[size:] - sums[:-size], 0) / size) + 1e-9


def gate_or_gain(rng, samples):
    """A noise gate, a noise reducer's residue, or an automatic gain that pulls up the pauses."""
    choice = rng.uniform()
    if choice < 0.4:
        shape = envelope(samples, 30)
        # It opens at once and stays open for up to 200 ms.
        sounding = (shape > np.quantile(shape, 0.95) * 10 ** (-rng.uniform(25, 40) / 20)).astype(float)
        return samples * np.where(envelope(sounding, 200) > 0.05, 1, 10 ** (-rng.uniform(15, 60) / 20))
    slow = envelope(samples, rng.uniform(200, 1500))
    least = np.quantile(slow, 0.95) * 10 ** (-rng.uniform(6, 25) / 20)
    return samples * (0.1 / np.maximum(slow, least))


def events(rng, samples, truth, reference):
    """Breaths, coughs, clicks and knocks in the pauses."""
    spans = [s for s in runs(~truth) if s[1] - s[0] > 30]
    breaths, coughs = rng.uniform() < 0.4, rng.uniform() < 0.15
    for first, last in spans:
        if breaths and rng.uniform() < 0.6: sound, level = noises.breath(rng), rng.uniform(-42, -14)
        elif coughs and rng.uniform() < 0.2: sound, level = noises.cough(rng), rng.uniform(-25, -3)
        else: continue
        room = (last - first) * CELL
        sound = sound[:room]
        start = first * CELL + int(rng.integers(0, room - len(sound) + 1))
        samples[start:start + len(sound)] += sound * reference * 10 ** (level / 20)
    if rng.uniform() < 0.2:
        kind = ["impulses", "keyboard", "knocks"][int(rng.integers(3))]
        sound = noises.impulses(rng, len(samples), rng.uniform(0.3, 4), rng.uniform(0.001, 0.02)) if kind == "impulses" else noises.KINDS[kind](rng, len(samples))
        samples += sound * reference * 10 ** (rng.uniform(-35, -8) / 20)
    return samples


def make(seed, clips, talkers):
    """One scene of one voice's clips; `talkers` are whose clips may babble behind it."""
    rng = np.random.default_rng(seed)
    seconds = float(np.exp(rng.uniform(np.log(2.5), np.log(60))))
    samples, truth, weight = string(rng, clips, seconds)
    reference = speech_rms(samples, truth)
    if rng.uniform() < 0.03: samples, truth = samples * 0, truth & False
    samples, rate, kind = spoil(rng, samples, truth, reference, clips, talkers)
    return Scene(samples, rate, truth, weight, kind, clips[0].voice)


def speech_rms(samples, truth):
    return float(np.sqrt(np.mean(samples[:len(truth) * CELL].reshape(-1, CELL)[truth] ** 2))) if truth.any() else 0.1


def spoil(rng, samples, truth, reference, clips, talkers):
    """The samples as a bad recording has them, 32-bit; their rate, and the kind of noise that was added."""
    samples = equalise(rng, samples, rng.uniform(0, 2.5))
    samples = events(rng, samples, truth, reference)
    if rng.uniform() < 0.35: samples = reverberate(rng, samples)
    kind = "none"
    if rng.uniform() < 0.87 or not truth.any():
        kind = noises.ALL[int(rng.choice(len(noises.ALL), p=noises.ODDS / noises.ODDS.sum()))]
        sound = noises.noise(rng, kind, len(samples), talkers)
        if rng.uniform() < 0.25: sound = noises.unit(sound + noises.noise(rng, "room", len(samples), clips) * rng.uniform(0.2, 1))
        ratio = rng.uniform(-2, 32)
        # Music and other voices are noise only while they stay behind the speaker.
        if kind in ("babble", "music"): ratio = rng.uniform(5, 32)
        samples = samples + sound * reference * 10 ** (-ratio / 20)
    if rng.uniform() < 0.15: samples = gate_or_gain(rng, samples)
    if rng.uniform() < 0.2: samples = band_limit(rng, samples)
    if rng.uniform() < 0.15: samples = codec(rng, samples)
    samples = samples * (10 ** (rng.uniform(-38, -14) / 20) / (np.sqrt(np.mean(samples ** 2)) + 1e-9))
    if rng.uniform() < 0.08: samples = samples * 10 ** (rng.uniform(6, 30) / 20)
    if rng.uniform() < 0.08: samples = samples + rng.uniform(-0.3, 0.3)
    rate = RATE
    if rng.uniform() < 0.08:
        spectrum = np.fft.rfft(samples[:len(samples) // 2 * 2])
        samples, rate = np.fft.irfft(spectrum[:len(samples) // 4 + 1], len(samples) // 2) * 0.5, 8000
    samples = np.round(np.clip(samples, -1, 32767 / 32768) * 32768) / 32768
    return samples.astype("<f4"), rate, kind


def windows(cells, count, pick):
    """Cells of 5 ms to windows of 10 ms."""
    pairs = np.resize(cells[:len(cells) // 2 * 2], (len(cells) // 2, 2))
    result = pick(pairs)
    return np.pad(result, (0, max(0, count - len(result))), mode="edge")[:count]
