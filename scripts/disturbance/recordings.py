"""Answers of known timing with sounds that are not speech before, between and after the phrases."""
import glob, json, os, subprocess, zlib
import numpy as np
from .kinds import FAR, FAR_LEVELS, KINDS, LEVELS
from .sound import RATE, loudest

# Voices that scripts/training does not use; of the people of a corpus the model has heard some.
ENGINES = [("espeak-ng", "en-us+Alex"), ("espeak-ng", "en-gb+Andrea"), ("espeak-ng", "en-us-nyc+Marcelo")]
FAR_VOICES = [("espeak-ng", "en-gb+Quincy"), ("espeak-ng", "en-us+anika"), ("espeak-ng", "en-029+Hugo")]
PHRASES = ["I started with the customers and asked them what hurt.", "Most of the delay came from one approval.", "We had no data.",
           "So my plan was to remove that step for small orders.", "Finance was worried, understandably."]
# Level of the room against the speech, in dB: with no event in it every system hears the pauses.
ROOM = -40
# Least distance of an event from speech, in seconds: farther than any system's padding or lag.
APART = 0.2


class Recording:
    """Samples at 16 kHz; speech and events as [start, end] in seconds; the kind, its level in dB, and whose voice."""
    def __init__(self, samples, speech, events, kind, level, voice, human):
        self.samples, self.speech, self.events, self.kind, self.level, self.voice, self.human = samples, speech, events, kind, level, voice, human
        self.duration = len(samples) / RATE


def spoken(engine, voice, text, work):
    """A phrase at 16 kHz."""
    path = os.path.join(work, f"{engine}-{voice}-{zlib.crc32(text.encode()):08x}.wav")
    if not os.path.exists(path): subprocess.run([engine, "-v", voice, "-s", "155", "-w", path, text], check=True, capture_output=True)
    return read(path)


def read(path):
    """Any sound file as mono float at 16 kHz, through sox."""
    done = subprocess.run(["sox", path, "-t", "raw", "-e", "float", "-b", "32", "-c", "1", "-r", str(RATE), "-"], check=True, capture_output=True)
    return np.frombuffer(done.stdout, "<f4").astype(float)


def sounding(samples):
    """Spans of a clean phrase, in samples: 5 ms cells within 35 dB of the 95 % level, silences under 120 ms closed."""
    cells = samples[:len(samples) // 80 * 80].reshape(-1, 80)
    level = 10 * np.log10((np.diff(cells, axis=1, prepend=0) ** 2).mean(1) + (cells ** 2).mean(1) + 1e-12)
    loud = np.flatnonzero(level > np.quantile(level, 0.95) - 35)
    spans = []
    for cell in loud:
        if spans and cell - spans[-1][1] < 24: spans[-1][1] = cell + 1
        else: spans.append([cell, cell + 1])
    return [(80 * a, 80 * b) for a, b in spans if b - a >= 6]


def synthetic(engine, voice, work):
    """Phrases of a voice: (samples, spans of speech in samples), trimmed to their speech."""
    phrases = []
    for text in PHRASES:
        samples = spoken(engine, voice, text, work)
        spans = sounding(samples)
        first, last = spans[0][0], spans[-1][1]
        phrases.append((samples[first:last], [(a - first, b - first) for a, b in spans]))
    return phrases


def human(path):
    """Phrases out of a labelled clean recording: stretches of 1-4 s between two of its pauses."""
    with open(os.path.splitext(path)[0] + ".json", encoding="utf-8") as file: spans = json.load(file)["speech"]
    samples, phrases, group = read(path), [], []
    for span in spans:
        if group and (span[0] - group[-1][1] > 0.6 or span[1] - group[0][0] > 4):
            phrases.append(group)
            group = []
        group.append(span)
    chosen = [g for g in phrases + [group] if g and g[-1][1] - g[0][0] >= 0.8][:len(PHRASES)]
    cut = lambda second: int(round(second * RATE))
    return [(samples[cut(g[0][0]):cut(g[-1][1])], [(cut(a) - cut(g[0][0]), cut(b) - cut(g[0][0])) for a, b in g]) for g in chosen]


def carriers(corpus, work):
    """(name, is a person, phrases): synthetic voices, and the clean recordings of people where there is a corpus."""
    found = [(voice, False, synthetic(engine, voice, work)) for engine, voice in ENGINES]
    for path in sorted(glob.glob(os.path.join(corpus or "", "respaced", "speechocean_*_clean.flac")))[:3] if corpus else []:
        found.append((os.path.basename(path), True, human(path)))
    return found


def far(rng, work):
    """A second voice in another room: weak above 1-2.5 kHz, more echo (0.4-0.8 s) than direct sound."""
    engine, voice = FAR_VOICES[int(rng.integers(len(FAR_VOICES)))]
    dry = spoken(engine, voice, PHRASES[int(rng.integers(len(PHRASES)))], work)
    first, last = sounding(dry)[0][0], sounding(dry)[-1][1]
    dry = dry[first:min(last, first + int(1.6 * RATE))]
    decay = rng.uniform(0.4, 0.8)
    tail = rng.standard_normal(int(RATE * decay)) * 10 ** (-3 * np.arange(int(RATE * decay)) / RATE / decay)
    tail *= 10 ** (rng.uniform(0, 6) / 20) / np.sqrt(np.sum(tail ** 2))
    tail[0] += 1
    size = 1 << (len(dry) + len(tail)).bit_length()
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    spectrum = np.fft.rfft(dry, size) * np.fft.rfft(tail, size) / (1 + (frequencies / rng.uniform(1000, 2500)) ** 2)
    return np.fft.irfft(spectrum)[:len(dry) + len(tail) // 2]


def render(rng, phrases, kind, level, work):
    """Phrases with pauses, an event in most of the pauses, before and after: samples, speech and events."""
    parts, speech, events, at = [], [], [], 0

    def pause(least):
        nonlocal at
        sound = np.zeros(0)
        if kind and rng.uniform() < 0.8:
            sound = far(rng, work) if kind == FAR else KINDS[kind](rng)
            sound = sound / loudest(sound) * 0.1 * 10 ** (level / 20)
        length = int(RATE * max(least, float(np.clip(rng.lognormal(-0.4, 0.5), 0.3, 2.5))))
        if len(sound): length = max(length, len(sound) + int(RATE * rng.uniform(2 * APART, 2 * APART + 0.6)))
        quiet = np.zeros(length)
        if len(sound):
            start = int(rng.integers(int(APART * RATE), length - len(sound) - int(APART * RATE) + 1))
            quiet[start:start + len(sound)] += sound
            events.append([(at + start) / RATE, (at + start + len(sound)) / RATE])
        parts.append(quiet)
        at += length

    pause(0.8)
    for samples, spans in phrases:
        level_of = np.sqrt(np.mean(np.concatenate([samples[a:b] for a, b in spans]) ** 2))
        parts.append(samples * 0.1 / level_of)
        speech += [[(at + a) / RATE, (at + b) / RATE] for a, b in spans]
        at += len(samples)
        pause(0.3)
    samples = np.concatenate(parts)
    # A room: noise that falls by 3 dB an octave, from 50 Hz.
    spectrum = np.fft.rfft(rng.standard_normal(len(samples)))
    room = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.fft.rfftfreq(len(samples), 1 / RATE), 50)), len(samples))
    samples = samples + room / room.std() * 0.1 * 10 ** (ROOM / 20)
    return samples, speech, events


def all_recordings(corpus, work, seed):
    """Every voice with every kind at every level, and once with nothing."""
    recordings, voices = [], carriers(corpus, work)
    plans = [(None, 0)] + [(kind, level) for kind in KINDS for level in LEVELS] + [(FAR, level) for level in FAR_LEVELS]
    for number, (kind, level) in enumerate(plans):
        for index, (voice, is_human, phrases) in enumerate(voices):
            samples, speech, events = render(np.random.default_rng([seed, number, index]), phrases, kind, level, work)
            recordings.append(Recording(samples, speech, events, kind or "nothing", level, voice, is_human))
    return recordings
