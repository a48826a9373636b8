"""The speech model in numpy: convolutions over time with rectifiers, trained by Adam (Kingma & Ba 2015)."""
import numpy as np

# The same shape as in Sources/SpeechTiming/SpeechModel.swift, which checks the number of numbers.
INPUTS = 32
OFFSETS = [[-1, 0, 1], [-6, -3, 0, 3, 6], [-18, -9, 0, 9, 18], [0]]
WIDTHS = [32, 32, 32, 1]
REACH = sum(max(o) for o in OFFSETS)
# Share of channels that are silenced while learning; standard deviation of the error of the bands, in tens of dB.
DROP, TREMBLE = 0.08, 0.3


def initial(rng, inputs=INPUTS, shape=None):
    layers, width = [], inputs
    for offsets, out in shape or list(zip(OFFSETS, WIDTHS)):
        fan = width * len(offsets)
        layers.append([rng.standard_normal((fan, out)).astype("f4") * np.float32(np.sqrt((2 if out > 1 else 1) / fan)), np.zeros(out, "f4")])
        width = out
    return layers


def gather(values, offsets):
    """Neighbours side by side: (B, T, C) to (B, T − 2 · reach, K · C)."""
    reach, length = max(offsets), values.shape[1]
    return np.concatenate([values[:, reach + o:length - reach + o] for o in offsets], 2)


def forward(layers, values, masks=None, taps=OFFSETS):
    """Log-odds of the windows that see all neighbours on both sides, and what the way back needs."""
    memory = []
    for index, ((weights, bias), offsets) in enumerate(zip(layers, taps)):
        seen = gather(values, offsets)
        out = seen @ weights + bias
        if index < len(layers) - 1: np.maximum(out, 0, out=out)
        if masks and index < len(layers) - 1: out *= masks[index]
        memory.append((seen, out, values.shape))
        values = out
    return values[:, :, 0], memory


def backward(layers, memory, slope, masks, taps=OFFSETS):
    """Gradients of all numbers; `slope` is the loss's by the log-odds."""
    gradients, flow = [], slope[:, :, None]
    for index in reversed(range(len(layers))):
        weights, offsets = layers[index][0], taps[index]
        seen, out, shape = memory[index]
        if index < len(layers) - 1: flow = flow * ((out > 0) * masks[index])
        flat = flow.reshape(-1, flow.shape[2])
        gradients.insert(0, [seen.reshape(-1, seen.shape[2]).T @ flat, flat.sum(0)])
        if index == 0: break
        back, width, reach = flow @ weights.T, shape[2], max(offsets)
        flow = np.zeros(shape, "f4")
        for tap, offset in enumerate(offsets):
            flow[:, reach + offset:shape[1] - reach + offset] += back[:, :, tap * width:(tap + 1) * width]
    return gradients


def descend(layers, gradients, moments, pace, step):
    """One step of Adam."""
    correction = np.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step)
    for layer, slopes, m, v in zip(layers, gradients, *moments):
        for k in range(2):
            m[k] += np.float32(0.1) * (slopes[k] - m[k])
            v[k] += np.float32(0.001) * (slopes[k] ** 2 - v[k])
            layer[k] -= (np.float32(pace * correction) * m[k] / (np.sqrt(v[k]) + np.float32(1e-8))).astype("f4")


def train(entries, seed, epochs, report=None, chunk=200, batch=32, rate=0.003):
    """Numbers learned from the inputs, truth and weight of each entry. Deterministic for one seed on one kind of machine."""
    rng = np.random.default_rng(seed)
    layers = initial(rng)
    moments = [[np.zeros_like(p) for p in layer] for layer in layers], [[np.zeros_like(p) for p in layer] for layer in layers]
    padded = [np.pad(x, ((REACH, REACH + chunk), (0, 0)), mode="edge") for x in (e.inputs for e in entries)]
    truths = [np.pad(e.truth.astype("f4"), (0, chunk)) for e in entries]
    weights = [np.pad(e.weight.astype("f4"), (0, chunk)) for e in entries]
    places = [(s, p) for s, e in enumerate(entries) for p in range(0, len(e.inputs), chunk)]
    steps, step = epochs * (len(places) // batch), 0
    for epoch in range(epochs):
        order, losses = rng.permutation(len(places)), []
        shift = int(rng.integers(chunk))
        for first in range(0, len(order) - batch + 1, batch):
            picked = [(places[i][0], max(0, places[i][1] - shift)) for i in order[first:first + batch]]
            x = np.stack([padded[s][p:p + chunk + 2 * REACH] for s, p in picked])
            t = np.stack([truths[s][p:p + chunk] for s, p in picked])
            w = np.stack([weights[s][p:p + chunk] for s, p in picked])
            # Some channels are silent for a stretch (spatial dropout, Tompson et al. 2015), and the bands
            # are a little off, as after a wrong floor: a fold of unheard
            # voices then costs 0.112 instead of 0.123 (6 epochs, half of the scenes, one fold; the layers grew too).
            x[:, :, :15] += (rng.standard_normal((len(x), 1, 15)) * TREMBLE).astype("f4")
            masks = [((rng.uniform(size=(len(x), 1, width)) > DROP) / (1 - DROP)).astype("f4") for width in WIDTHS[:-1]]
            odds, memory = forward(layers, x, masks)
            chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
            losses.append(float(np.sum(w * np.logaddexp(0, np.where(t > 0.5, -odds, odds))) / w.sum()))
            gradients = backward(layers, memory, (w * (chance - t) / w.sum()).astype("f4"), masks)
            step += 1
            pace = rate * min(1, step / 200) * 0.5 * (1 + np.cos(np.pi * step / steps))
            descend(layers, gradients, moments, pace, step)
        if report: report(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")
    return layers


def numbers(layers):
    """All numbers in the order that Swift reads; the last layer is widened to eight outputs with zeros."""
    flat = []
    for weights, bias in layers:
        if weights.shape[1] == 1:
            weights, bias = np.pad(weights, ((0, 0), (0, 7))), np.pad(bias, (0, 7))
        flat += [weights.ravel(), bias.ravel()]
    return np.concatenate(flat).astype("<f4")
