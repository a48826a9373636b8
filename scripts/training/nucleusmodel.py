"""The nucleus model: a small network says how much of a syllable's nucleus each 20 ms hold, its peaks cut the speech into
pieces, and a logistic says how many syllables each piece is worth. Learned here; pieces and features come from the analyser."""
import numpy as np
from . import network

STEP, INPUTS = 0.02, 64
SHAPE = [([-1, 0, 1], 16), ([-4, -2, 0, 2, 4], 16), ([0], 1)]
TAPS = [offsets for offsets, _ in SHAPE]
REACH = sum(max(offsets) for offsets in TAPS)
# Numbers per piece: the cases of NucleusFeature in Sources/SpeechTiming, which checks the number of weights.
FEATURES = 22
# A nucleus is drawn as a bell of unit area with this standard deviation, in seconds: a vowel's usual half length.
BELL, DROP, TREMBLE = 0.025, 0.05, 0.2


def density(spans, count):
    """Of each step, the share of a syllable that lies in it: one bell at the middle of each nucleus."""
    result, times = np.zeros(count), (np.arange(count) + 0.5) * STEP
    for start, end in spans:
        middle = (start + end) / 2
        near = slice(max(0, int((middle - 0.15) / STEP)), min(count, int((middle + 0.15) / STEP) + 2))
        bell = np.exp(-0.5 * ((times[near] - middle) / BELL) ** 2)
        result[near] += bell / (bell.sum() + 1e-9)
    return np.minimum(result, 0.95).astype("f4")


def train(entries, seed, epochs, report=None, size=8000, rate=0.003):
    """A network from entries whose nuclei have known times. Deterministic for one seed on one kind of machine."""
    rng = np.random.default_rng(seed)
    layers = network.initial(rng, INPUTS, SHAPE)
    layers[-1][1][:] = -2.5
    moments = [[np.zeros_like(p) for p in layer] for layer in layers], [[np.zeros_like(p) for p in layer] for layer in layers]
    padded = [np.pad(e.inputs, ((REACH, REACH), (0, 0)), mode="edge") for e in entries]
    steps, step = epochs * (sum(map(len, padded)) // size + 1), 0
    for epoch in range(epochs):
        order, place, losses = rng.permutation(len(entries)), 0, []
        while place < len(order):
            picked, length = [], 0
            while place < len(order) and length < size:
                picked.append(order[place])
                length += len(padded[order[place]])
                place += 1
            # The bands a little off, as after a wrong floor.
            off = [np.concatenate([rng.standard_normal(15) * TREMBLE, np.zeros(17)] * 2).astype("f4") for _ in picked]
            masks = [((rng.uniform(size=(1, 1, width)) > DROP) / (1 - DROP)).astype("f4") for _, width in SHAPE[:-1]]
            odds, memory = network.forward(layers, np.concatenate([padded[i] + o for i, o in zip(picked, off)])[None], masks, TAPS)
            slope, first = np.zeros_like(odds), 0
            for index in picked:
                e, count = entries[index], len(entries[index].inputs)
                part = slice(first, first + count)
                slope[0, part] = (1 / (1 + np.exp(-np.clip(odds[0, part], -30, 30))) - e.density) * (0.1 + 0.9 * e.speech) * 4 / size
                losses.append(float(np.abs(slope[0, part]).sum()))
                first += count + 2 * REACH
            step += 1
            pace = rate * min(1, step / 100) * 0.5 * (1 + np.cos(np.pi * min(1, step / steps)))
            network.descend(layers, network.backward(layers, memory, slope, masks, TAPS), moments, pace, step)
        if report: report(f"epoch {epoch + 1}: slope {np.mean(losses):.5f}")
    return layers


def fit(entries, weights, steps=400, rate=0.02, decay=0.001):
    """Weights of the logistic: the worths of a recording's pieces add up to its syllables, in relative error (Huber's beyond 35 %)."""
    used = [(e, w) for e, w in zip(entries, weights) if len(e.features)]
    lengths = [len(e.features) for e, _ in used]
    rows, cuts = np.concatenate([e.features for e, _ in used]), np.concatenate(([0], np.cumsum(lengths)))[:-1]
    truth, share = np.array([e.count for e, _ in used], float), np.array([w for _, w in used], float)
    share, owner = share / share.sum(), np.repeat(np.arange(len(used)), lengths)
    numbers, mean, square = np.zeros(FEATURES), np.zeros(FEATURES), np.zeros(FEATURES)
    for step in range(1, steps + 1):
        half = 1 / (1 + np.exp(-rows @ numbers))
        wrong = np.clip(np.add.reduceat(2 * half, cuts) / truth - 1, -0.35, 0.35)
        slope = rows.T @ ((share * wrong / truth)[owner] * 2 * half * (1 - half)) + decay * numbers * (np.arange(FEATURES) > 0)
        mean += 0.1 * (slope - mean)
        square += 0.01 * (slope * slope - square)
        pace = rate * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        numbers -= pace * mean / (np.sqrt(square) + 1e-8) / (1 - 0.9 ** step) * np.sqrt(1 - 0.99 ** step)
    return numbers


def count(rows, numbers):
    """Syllables of a recording, rounded as the analyser does."""
    return int(np.floor((2 / (1 + np.exp(-rows @ numbers))).sum() + 0.5)) if len(rows) else 0
