"""Utterances as what the nucleus model sees: one entry per recording, spoilt in the ways of `scenes`."""
import numpy as np
from . import dump, nucleusmodel, scenes
from .scenes import CELL, RATE


class Entry:
    """`density` is None where only the count is known; `plain`: the recording as it is."""
    def __init__(self, columns, spans, utterance, count, plain):
        even = len(columns) // 2
        columns = columns[:2 * even]
        self.inputs = np.ascontiguousarray(columns[:, :32].reshape(even, nucleusmodel.INPUTS))
        self.speech = columns[:, 32].reshape(even, 2).max(1)
        self.density = None if spans is None else nucleusmodel.density(spans, even)
        self.voice, self.corpus, self.name, self.count, self.plain = utterance.voice, utterance.corpus, utterance.name, count, plain
        self.features = None


def stretched(samples, factor):
    """Played `factor` times as fast."""
    count = int(len(samples) / factor)
    return np.interp(np.arange(count) * factor, np.arange(len(samples)), samples)


def string(rng, utterances, gaps):
    """Utterances one after the other, each at its own speed and level: samples, truth per cell, spans of nuclei."""
    parts, truth, spans, length = [], [], [], 0

    def gap(seconds):
        cells = int(seconds / 0.005) if gaps else 0
        parts.append(np.zeros(cells * CELL))
        truth.append(np.zeros(cells, bool))
        return cells * CELL

    length += gap(rng.uniform(0.1, 1))
    for u in utterances:
        factor = float(np.exp(rng.uniform(np.log(0.75), np.log(1.3))))
        samples = stretched(u.samples, factor)
        cells = len(samples) // CELL
        parts.append(samples[:cells * CELL] / (np.sqrt(np.mean(samples ** 2)) + 1e-9) * 0.1 * 10 ** (rng.normal(0, 1.5) / 20))
        truth.append(u.truth[np.minimum((np.arange(cells) * factor).astype(int), len(u.truth) - 1)])
        spans += [(start / factor + length / RATE, end / factor + length / RATE) for start, end in u.spans or []]
        length += cells * CELL + gap(float(np.clip(rng.lognormal(-0.8, 0.8), 0.05, 3)))
    return np.concatenate(parts), np.concatenate(truth), spans


def recorded(rng, samples, truth, utterances, talkers):
    """Six in ten as a bad recording has them, the others with a little white noise."""
    if rng.uniform() < 0.6:
        samples, rate, _ = scenes.spoil(rng, samples, truth, scenes.speech_rms(samples, truth), utterances, talkers)
        return samples, rate
    samples = scenes.equalise(rng, samples, rng.uniform(0, 2))
    samples = samples + rng.standard_normal(len(samples)) * 0.1 * 10 ** (-rng.uniform(35, 60) / 20)
    return np.clip(samples * 10 ** (rng.uniform(-30, 0) / 20), -1, 1).astype("<f4"), RATE


def jobs(arguments, made, people):
    """(utterances, seed, plain) of every recording to be made."""
    voices, found = sorted({u.voice for u in made}), []
    for index in range(arguments.scenes):
        rng = np.random.default_rng([arguments.seed, index, 3])
        own = [u for u in made if u.voice == voices[index % len(voices)]]
        found.append(([own[int(i)] for i in rng.integers(len(own), size=int(rng.integers(1, 7)))], [arguments.seed, index, 4], False))
    for index, u in enumerate(people):
        found.append(([u], [arguments.seed, index, 5], True))
        for turn in range(1 if u.corpus == "respaced" else 2): found.append(([u], [arguments.seed, index, 6 + turn], False))
    return found


def build(arguments, made, people, say):
    entries, work = [], jobs(arguments, made, people)
    for first in range(0, len(work), 80):
        group, heard, marks = work[first:first + 80], [], []
        for utterances, seed, plain in group:
            rng = np.random.default_rng(seed)
            samples, rate, spans = utterances[0].samples.astype("<f4"), RATE, []
            if not plain:
                samples, truth, spans = string(rng, utterances, utterances[0].corpus == "made")
                samples, rate = recorded(rng, samples, truth, utterances, made)
            heard.append(scenes.Scene(samples, rate, None, None, None, utterances[0].voice))
            marks.append(spans if utterances[0].spans is not None else None)
        for (utterances, _, plain), spans, columns in zip(group, marks, dump.features(arguments.tool, heard, arguments.work, True)):
            entries.append(Entry(columns, spans, utterances[0], sum(u.count for u in utterances), plain))
        say(f"{len(entries)} of {len(work)} recordings")
    return entries
