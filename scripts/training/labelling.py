"""Where speech is in a clean recording, by its energy alone (the two-band rule of the shared corpus)."""
import numpy as np

CELL = 0.005


def cell_levels(samples, rate, low):
    """Level of each 5 ms above `low` hertz in dB, averaged over three cells."""
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1 / rate)
    filtered = np.fft.irfft(spectrum * (frequencies >= low), len(samples))
    size = int(rate * CELL)
    count = len(samples) // size
    power = (filtered[:count * size].reshape(count, size) ** 2).mean(1)
    power = np.convolve(np.pad(power, 1, mode="edge"), np.ones(3) / 3, "valid")
    return 10 * np.log10(power + 1e-12)


def runs(mask):
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(int), [0]))))
    return edges.reshape(-1, 2)


def voiced_cells(samples, rate):
    """Cells whose 40 ms around are periodic at 70-400 Hz."""
    size, half = int(rate * CELL), int(rate * 0.02)
    padded = np.pad(samples, half)
    count = len(samples) // size
    result = np.zeros(count, bool)
    lags = slice(int(rate / 400), int(rate / 70))
    for first in range(0, count, 400):
        cells = np.arange(first, min(count, first + 400), 2)
        pieces = padded[cells[:, None] * size + np.arange(2 * half)]
        correlation = np.fft.irfft(np.abs(np.fft.rfft(pieces, 2048)) ** 2)
        voiced = (correlation[:, 0] > 0) & (correlation[:, lags].max(1) > 0.35 * correlation[:, 0])
        result[cells] = voiced
        result[np.minimum(cells + 1, count - 1)] = voiced
    return result


def label(samples, rate):
    """Truth and weight per cell; None where there is no speech. A cell sounds if either band is 8 dB over its
    floor (10 % quantile, widened by the floor's own spread) and within 30 dB of its 95 % level."""
    sounding = None
    for low in (80, 2500):
        levels = cell_levels(samples, rate, low)
        floor, loud = np.quantile(levels, 0.1), np.quantile(levels, 0.95)
        spread = np.quantile(levels, 0.15) - np.quantile(levels, 0.05)
        mask = levels > max(floor + 8 + min(6, spread), loud - 30)
        sounding = mask if sounding is None else sounding | mask
        if low == 80: wide, wide_loud = levels, loud
    truth, weight = np.zeros(len(sounding), bool), np.ones(len(sounding))
    merged = []
    for start, end in runs(sounding):
        if merged and start - merged[-1][1] < 20: merged[-1][1] = end
        else: merged.append([start, end])
    voiced = voiced_cells(samples, rate)
    for start, end in merged:
        if end - start < 3: continue
        near = wide[start:end] > wide_loud - 20
        if (voiced[start:end] & near).sum() < 10 and near.sum() < 16:
            # Breath, click, handling noise, or a very weak piece of speech: nobody knows.
            weight[start:end] = 0.2
        else: truth[start:end] = True
    return (truth, weight) if truth.any() else None


def quietness(samples, rate, truth):
    """Median level of the speech minus that of the rest in dB; 60 when there is no rest."""
    levels = cell_levels(samples, rate, 80)
    return float(np.median(levels[truth]) - np.median(levels[~truth])) if (~truth).sum() > 10 else 60.0
