"""Noise of many kinds, made from random numbers: at unit rms, 16 kHz."""
import numpy as np

RATE = 16000


def unit(samples):
    return samples / (np.sqrt(np.mean(samples ** 2)) + 1e-12)


def shaped(rng, count, levels, frequencies):
    """Gaussian noise with a spectrum given in dB at some frequencies (linear in log frequency between)."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    axis = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20)
    gain = np.interp(np.log(axis), np.log(frequencies), levels)
    return unit(np.fft.irfft(spectrum * 10 ** (gain / 20), count))


def slow(rng, count, rate, depth):
    """A gain that wanders: about `rate` changes a second, `depth` dB standard deviation."""
    points = max(4, int(count / RATE * rate) + 3)
    return 10 ** (np.interp(np.linspace(0, points - 1, count), np.arange(points), rng.standard_normal(points) * depth) / 20)


def coloured(rng, count):
    tilt = rng.uniform(-9, 3)
    return shaped(rng, count, [tilt * o for o in range(-1, 7)], [50 * 2 ** o for o in range(0, 8)])


def bumpy(rng, count):
    points = np.geomspace(40, 8000, 14)
    return shaped(rng, count, rng.standard_normal(14) * 7 - np.linspace(0, rng.uniform(0, 40), 14), points)


def room(rng, count):
    cut = rng.uniform(150, 1500)
    levels = -rng.uniform(4, 9) * np.maximum(0, np.log2(np.geomspace(40, 8000, 20) / cut))
    return unit(shaped(rng, count, levels, np.geomspace(40, 8000, 20)) * slow(rng, count, 1, 2))


def fan(rng, count):
    time = np.arange(count) / RATE
    blade = rng.uniform(60, 260)
    lines = sum(rng.uniform(0.1, 1) / k * np.sin(2 * np.pi * (blade * k * time + rng.uniform() + 0.002 * k * np.sin(2 * np.pi * 0.3 * time))) for k in range(1, 9))
    return unit(unit(lines) * rng.uniform(0.2, 1) + room(rng, count))


def hum(rng, count):
    time = np.arange(count) / RATE
    base = rng.choice([50, 60, 100, 120])
    return unit(sum(rng.uniform(0, 1) / (1 + 0.3 * k) * np.sin(2 * np.pi * (base * k * time + rng.uniform())) for k in range(1, int(rng.integers(4, 40)))))


def wind(rng, count):
    return unit(shaped(rng, count, [0, 0, -15, -35, -50], [30, 120, 400, 2000, 8000]) * slow(rng, count, 3, 8))


def traffic(rng, count):
    return unit(bumpy(rng, count) * slow(rng, count, 0.4, 6))


def rain(rng, count):
    return unit(coloured(rng, count) * 0.6 + impulses(rng, count, rng.uniform(20, 200), 0.004))


def impulses(rng, count, rate, length):
    """Clicks: short decaying bursts with a spectrum of their own each."""
    result = np.zeros(count)
    for _ in range(rng.poisson(rate * count / RATE)):
        size = int(RATE * length * rng.uniform(0.3, 2)) + 8
        start = int(rng.integers(0, max(1, count - size)))
        burst = rng.standard_normal(size) * np.exp(-np.arange(size) / (size / rng.uniform(3, 8)))
        if rng.uniform() < 0.6: burst *= np.sin(2 * np.pi * rng.uniform(300, 5000) * np.arange(size) / RATE)
        result[start:start + size] += (burst * 10 ** (rng.normal(0, 5) / 20))[:count - start]
    return unit(result) if result.any() else rng.standard_normal(count) * 1e-3


def keyboard(rng, count):
    return unit(impulses(rng, count, rng.uniform(3, 14), rng.uniform(0.006, 0.025)) + 0.05 * room(rng, count))


def knocks(rng, count):
    return unit(impulses(rng, count, rng.uniform(0.5, 3), rng.uniform(0.03, 0.12)) + 0.05 * room(rng, count))


def music(rng, count):
    """Chords of decaying harmonic tones at random beats."""
    result, beat = np.zeros(count), rng.uniform(0.15, 0.7)
    root = rng.uniform(80, 300)
    for start in np.arange(0, count / RATE, beat):
        for note in rng.choice([0, 3, 4, 5, 7, 9, 10, 12, 16, 19], int(rng.integers(1, 4)), replace=False):
            size = int(RATE * beat * rng.uniform(1, 4))
            first = int(start * RATE)
            size = min(size, count - first)
            time = np.arange(max(0, size)) / RATE
            pitch = root * 2 ** (note / 12)
            tone = sum(np.sin(2 * np.pi * pitch * k * time + rng.uniform(0, 6)) / k ** rng.uniform(0.6, 2) for k in range(1, 8) if pitch * k < 7500)
            result[first:first + size] += tone * np.exp(-time / rng.uniform(0.1, 1.2)) * np.minimum(1, time / 0.005)
    return unit(result)


def beeps(rng, count):
    time = np.arange(count) / RATE
    gate = (np.sin(2 * np.pi * rng.uniform(0.3, 3) * time + rng.uniform(0, 6)) > rng.uniform(-0.5, 0.9))
    return unit(np.sin(2 * np.pi * rng.uniform(400, 3500) * time) * gate + 1e-3 * rng.standard_normal(count))


def babble(rng, count, talkers):
    """Many voices at once, from the clips of the same side of the split."""
    result = np.zeros(count)
    for _ in range(int(rng.integers(5, 14))):
        position = 0
        while position < count:
            voice = talkers[int(rng.integers(len(talkers)))].samples
            piece = unit(voice)[:count - position]
            result[position:position + len(piece)] += piece * 10 ** (rng.normal(0, 3) / 20)
            position += max(len(piece), 800)
    spectrum = np.fft.rfft(result)
    far = 1 / (1 + np.fft.rfftfreq(count, 1 / RATE) / rng.uniform(800, 6000))
    return unit(np.fft.irfft(spectrum * far, count))


KINDS = dict(coloured=coloured, bumpy=bumpy, room=room, fan=fan, hum=hum, wind=wind, traffic=traffic, rain=rain,
             keyboard=keyboard, knocks=knocks, music=music, beeps=beeps)
ALL = sorted(KINDS) + ["babble"]
# Stationary noise is what most rooms have; the rest shares the remainder.
ODDS = np.array([3.0 if kind in ("coloured", "bumpy", "room", "fan") else 2.0 if kind in ("babble", "traffic") else 1.0 for kind in ALL])


def noise(rng, kind, count, talkers):
    return babble(rng, count, talkers) if kind == "babble" else KINDS[kind](rng, count)


def breath(rng):
    """A breath: 0.2-0.7 s of noise that swells and fades, formed like a vowel without a voice."""
    count = int(RATE * rng.uniform(0.18, 0.7))
    points = np.geomspace(100, 8000, 10)
    sound = shaped(rng, count, rng.standard_normal(10) * 5 + np.array([-14, -8, -3, 0, 0, 0, -2, -5, -9, -14]), points)
    shape = np.sin(np.pi * np.linspace(0, 1, count) ** rng.uniform(0.5, 1.8)) ** rng.uniform(0.7, 2)
    return sound * shape


def cough(rng):
    """A burst with a hard start and a rough tail, 0.1-0.4 s."""
    count = int(RATE * rng.uniform(0.1, 0.4))
    return bumpy(rng, count) * np.exp(-np.linspace(0, rng.uniform(2, 6), count)) * np.minimum(1, np.arange(count) / 80)
