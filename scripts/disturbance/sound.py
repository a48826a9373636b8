"""Building blocks of the test sounds. Shares no line with scripts/training, whose sounds the model has heard."""
import numpy as np

RATE = 16000


def seconds(duration):
    return np.arange(int(RATE * duration)) / RATE


def resonate(source, resonances, floor=0.0):
    """`source` through parallel resonances (hertz, bandwidth in hertz, gain), and `floor` of it past them."""
    frequencies = np.fft.rfftfreq(2 * len(source), 1 / RATE)
    gain = np.full(len(frequencies), floor)
    for centre, width, height in resonances: gain = gain + height / np.sqrt(1 + ((frequencies - centre) / (width / 2)) ** 2)
    return np.fft.irfft(np.fft.rfft(source, 2 * len(source)) * gain)[:len(source)]


def modes(rng, count, low, high, decay, tilt):
    """What a struck thing sounds like: damped sines of `count` frequencies, decay times around `decay` seconds."""
    time = seconds(8 * decay)
    result = np.zeros(len(time))
    for frequency in np.exp(rng.uniform(np.log(low), np.log(high), count)):
        fade = decay * rng.uniform(0.5, 1.5) * (low / frequency) ** 0.3
        result += (low / frequency) ** tilt * np.sin(2 * np.pi * frequency * time + rng.uniform(0, 6.28)) * np.exp(-time / fade)
    return result


def put(target, sound, at):
    """Adds `sound` from second `at`; what does not fit is cut."""
    first = int(at * RATE)
    size = max(0, min(len(sound), len(target) - first))
    target[first:first + size] += sound[:size]


def ramp(count, rise, fall):
    """A gain that rises and falls as half a cosine over so many seconds."""
    time = np.arange(count) / RATE
    up, down = np.minimum(1, time / rise), np.minimum(1, time[::-1] / fall)
    return (0.5 - 0.5 * np.cos(np.pi * up)) * (0.5 - 0.5 * np.cos(np.pi * down))


def pulses(rng, pitch, jitter):
    """Glottal pulses along a track of pitches in hertz: a pulse per period, its time off by `jitter` of it."""
    result, at = np.zeros(len(pitch)), 0.0
    while at < len(pitch) - 1:
        result[int(at)] += rng.uniform(0.8, 1.2)
        at += RATE / pitch[int(at)] * max(0.3, 1 + jitter * rng.standard_normal())
    # The source falls by about 12 dB an octave above the pitch: two poles at 250 Hz.
    frequencies = np.fft.rfftfreq(len(result), 1 / RATE)
    return np.fft.irfft(np.fft.rfft(result) / (1 + (frequencies / 250) ** 2), len(result))


def loudest(sound):
    """rms of the loudest 30 ms."""
    power = np.convolve(sound ** 2, np.ones(480) / 480, "valid" if len(sound) >= 480 else "full")
    return float(np.sqrt(power.max()))
