"""Sounds that a recording of an answer holds and that are not speech. Each function makes one, with any gain.

Durations and rates are from the literature named, else from what such a thing physically does; no recording of
these sounds was at hand, so spectra are plausible, not measured."""
import numpy as np
from .sound import RATE, modes, pulses, put, ramp, resonate, seconds


def tract(rng, wide=1.0):
    """Resonances of an unarticulated vocal tract: odd multiples of c / 4L, L = 14-18 cm."""
    first = 343 / 4 / rng.uniform(0.14, 0.18)
    return [(first * (2 * k + 1) * rng.uniform(0.93, 1.07), wide * rng.uniform(90, 180) * (1 + 0.5 * k), 0.75 ** k) for k in range(5)]


def cough(rng):
    """A burst, a noisy part, and in half of them a voiced end (Korpáš, Sadloňová, Vrabec 1996); 0.25-0.5 s, one to three."""
    one = []
    for _ in range(int(rng.integers(1, 4))):
        time = seconds(rng.uniform(0.25, 0.5))
        noise = rng.standard_normal(len(time))
        burst = noise * np.exp(-time / rng.uniform(0.015, 0.03)) + noise * rng.uniform(0.2, 0.4) * np.exp(-time / rng.uniform(0.08, 0.15))
        if rng.uniform() < 0.5:
            voice = pulses(rng, np.linspace(rng.uniform(250, 450), 180, len(time)), 0.06)
            burst = burst + voice / np.abs(voice).max() * 0.5 * (time > time[-1] * 0.55) * np.exp(-time / 0.2)
        one += [resonate(burst, tract(rng, 2), 0.05) * ramp(len(time), 0.003, 0.05), np.zeros(int(RATE * rng.uniform(0.05, 0.15)))]
    return np.concatenate(one[:-1])


def throat(rng):
    """Clearing the throat: rough voice, 70-120 Hz with a tenth of jitter, through turbulence; one or two."""
    parts = []
    for _ in range(int(rng.integers(1, 3))):
        time = seconds(rng.uniform(0.2, 0.45))
        voice = pulses(rng, np.full(len(time), rng.uniform(70, 120)), 0.12)
        source = voice / voice.std() + 0.7 * rng.standard_normal(len(time))
        parts += [resonate(source, tract(rng, 1.5)) * ramp(len(time), 0.03, 0.12), np.zeros(int(RATE * 0.06))]
    return np.concatenate(parts[:-1])


def breath(rng):
    """Breathing in before speaking: 0.3-0.8 s, slow rise and faster end, resonances as of a neutral vowel without voice."""
    time = seconds(rng.uniform(0.3, 0.8))
    return resonate(rng.standard_normal(len(time)), tract(rng, 2.5), 0.1) * ramp(len(time), 0.6 * time[-1], 0.2 * time[-1])


def smack(rng):
    """Lips or tongue coming apart: one to three clicks 10-60 ms apart, through the front of the mouth."""
    result, at = np.zeros(int(RATE * 0.25)), 0.005
    for _ in range(int(rng.integers(1, 4))):
        put(result, modes(rng, 3, 1000, 4500, rng.uniform(0.002, 0.006), 0.3) * rng.uniform(0.4, 1), at)
        at += rng.uniform(0.01, 0.06)
    return result


def laugh(rng, voiced):
    """Three to five calls at 4-5 a second, each shorter and weaker; voiced around 200-450 Hz, falling in each call
    (Bachorowski, Smoski, Owren 2001: very variable); else breath through the same tract."""
    calls, parts, shape = int(rng.integers(3, 6)), [], tract(rng, 1.3)
    pitch = rng.uniform(200, 450)
    for call in range(calls):
        time = seconds(rng.uniform(0.09, 0.16))
        noise = rng.standard_normal(len(time))
        if voiced:
            voice = pulses(rng, pitch * np.linspace(1.05, 0.85, len(time)) * 0.96 ** call, 0.02)
            noise = voice / voice.std() + 0.15 * noise
        parts += [resonate(noise, shape) * ramp(len(time), 0.015, 0.05) * 0.85 ** call, np.zeros(int(RATE * rng.uniform(0.06, 0.13)))]
    return np.concatenate(parts[:-1])


def creak(rng):
    """A chair: stick and slip at 40-140 a second, gliding, on wood and metal that ring at 300-3000 Hz."""
    time = seconds(rng.uniform(0.25, 0.8))
    slips = pulses(rng, np.geomspace(rng.uniform(40, 140), rng.uniform(40, 140), len(time)), 0.05)
    ring = modes(rng, 8, 300, 3000, 0.006, 0.2)
    return np.convolve(np.diff(slips, prepend=0), ring)[:len(time)] * ramp(len(time), 0.05, 0.1)


def paper(rng):
    """Crumpling: clicks whose energies follow a power law (Houle & Sethna 1996, exponent 1.6), with a hand's motion of 3-5 Hz."""
    time = seconds(rng.uniform(0.4, 1.2))
    hand = np.maximum(0.05, np.sin(np.pi * rng.uniform(3, 5) * time + rng.uniform(0, 3))) ** 2
    times = np.flatnonzero(rng.uniform(size=len(time)) < hand * rng.uniform(200, 600) / RATE)
    clicks = np.zeros(len(time))
    energy = (1 - rng.uniform(size=len(times))) ** (-1 / 0.6)
    clicks[times] = np.sqrt(np.minimum(energy, 1e3)) * rng.choice([-1, 1], len(times))
    return np.convolve(clicks, modes(rng, 10, 1500, 7500, 0.0015, -0.1))[:len(time)] * ramp(len(time), 0.03, 0.05)


def keyboard(rng):
    """Typing at 4-9 keys a second: touch, hit 5-10 ms later, release 60-120 ms later (Asonov & Agrawal 2004)."""
    result, at = np.zeros(int(RATE * rng.uniform(0.5, 1.4))), 0.005
    while at < len(result) / RATE - 0.15:
        touch, hit = modes(rng, 5, 1800, 7000, 0.002, 0.2), modes(rng, 6, 180, 5000, 0.006, 0.5)
        for sound, later, gain in ((touch, 0, 0.4), (hit, rng.uniform(0.005, 0.01), 1), (touch, rng.uniform(0.06, 0.12), 0.35)):
            put(result, sound * gain * rng.uniform(0.7, 1.3), at + later)
        at += rng.uniform(0.11, 0.25)
    return result


def mouse(rng):
    """A button: press and release 70-150 ms apart, once or twice."""
    result, at = np.zeros(int(RATE * 0.55)), 0.005
    for _ in range(int(rng.integers(1, 3))):
        later = rng.uniform(0.07, 0.15)
        put(result, modes(rng, 5, 1500, 6000, 0.0025, 0), at)
        put(result, modes(rng, 5, 2000, 6500, 0.002, 0) * 0.7, at + later)
        at += later + rng.uniform(0.08, 0.15)
    return result


def knock(rng):
    """Knuckles on a door: two to four, 140-260 ms apart; a panel that rings at 90-900 Hz."""
    result, at, beat, panel = np.zeros(RATE), 0.005, rng.uniform(0.14, 0.26), modes(rng, 10, 90, 900, 0.025, 0.3)
    for _ in range(int(rng.integers(2, 5))):
        put(result, panel * rng.uniform(0.6, 1), at)
        at += beat * rng.uniform(0.93, 1.07)
    return result[:int(RATE * (at + 0.05))]


def cup(rng):
    """A cup set down: a few hits of glazed clay, ringing at 1-6 kHz for a tenth of a second."""
    result, at, clay = np.zeros(int(RATE * 0.5)), 0.005, modes(rng, 6, 1000, 6000, 0.03, 0.2)
    for hit in range(int(rng.integers(1, 4))):
        put(result, clay * 0.6 ** hit + np.pad(modes(rng, 4, 120, 500, 0.01, 0), (0, 10_000))[:len(clay)] * 0.4, at)
        at += rng.uniform(0.03, 0.09)
    return result


KINDS = {
    "cough": cough, "throat clearing": throat, "breath": breath, "lip smack": smack,
    "laugh, voiced": lambda rng: laugh(rng, True), "laugh, unvoiced": lambda rng: laugh(rng, False),
    "chair creak": creak, "paper": paper, "keyboard": keyboard, "mouse": mouse, "knock": knock, "cup": cup,
}
FAR = "far voice"
# Level of the loudest 30 ms of the event against the rms of the speech, in dB. A second voice is in another room.
LEVELS = (-30, -20, -10, 0)
FAR_LEVELS = (-25, -20, -15)
