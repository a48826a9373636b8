"""Speech whose syllables are known: synthetic voices that say when each vowel sounds, and recordings of people of which
only the number of syllables is known."""
import glob, json, os, subprocess
import numpy as np
from . import espeak
from .labelling import label
from .sentences import SENTENCES
from .sources import ESPEAK, FLITE, RATE, decode, read_wav, resample, voice_of

FLITE_VOWELS = set("aa ae ah ao aw ax axr ay eh er ey ih ix iy ow oy uh uw ux en el em".split())
CELL = 0.005


class Utterance:
    """Samples at 16 kHz; `count` syllables; `spans` of the nuclei in seconds, or None where only the count is known;
    `truth`: where speech is, per 5 ms."""
    def __init__(self, samples, voice, corpus, name, count, spans, truth):
        self.samples, self.voice, self.corpus, self.name, self.count, self.spans, self.truth = samples, voice, corpus, name, count, spans, truth


def text(rng):
    """A sentence of ours, or words of several, which meet in ways that no sentence has."""
    if rng.uniform() < 0.5: return SENTENCES[int(rng.integers(len(SENTENCES)))]
    words = " ".join(SENTENCES).replace(".", "").replace(",", "").replace("?", "").split()
    return " ".join(words[int(i)] for i in rng.integers(len(words), size=int(rng.integers(3, 12)))) + "."


def spans_of(marks, is_nucleus, end):
    """Spans of the nuclei among (start, name) marks."""
    ends = [start for start, _ in marks[1:]] + [end]
    return [(start, stop) for (start, name), stop in zip(marks, ends) if is_nucleus(name) and stop > start]


def of_flite(rng, voice, work):
    target = os.path.join(work, f"utterance-{os.getpid()}.wav")
    pace, words = rng.uniform(0.65, 1.8), text(rng)
    done = subprocess.run(["flite", "-voice", voice, "--setf", f"duration_stretch={pace:.2f}", "-psdur", "-t", words, "-o", target],
                          check=True, capture_output=True, text=True)
    samples, rate = read_wav(target)
    os.remove(target)
    start, marks = 0.0, []
    for part in done.stdout.split():
        name, end = part.rsplit(":", 1)
        marks.append((start, name))
        start = float(end)
    return samples, rate, spans_of(marks, FLITE_VOWELS.__contains__, start)


def synthetic(seed, count, work, say):
    """`count` utterances; every voice speaks at every pace."""
    voices, made, engine = [("flite", v) for v in FLITE * 3] + [("espeak", v) for v in ESPEAK], [], espeak.Espeak()
    for index in range(count):
        rng = np.random.default_rng([seed, index, 2])
        kind, voice = voices[index % len(voices)]
        if kind == "flite": samples, rate, spans = of_flite(rng, voice, work)
        else:
            samples, rate, marks = engine.speak(voice, int(rng.integers(85, 290)), int(rng.integers(20, 80)), text(rng))
            spans = spans_of(marks, espeak.is_nucleus, len(samples) / rate)
        samples = resample(samples, rate)
        found = label(samples, RATE)
        if found is None: continue
        made.append(Utterance(samples, f"{kind}-{voice}", "made", "", len(spans), spans, found[0]))
    say(f"{len(made)} synthetic utterances, {sum(len(u.samples) for u in made) / RATE / 60:.0f} min")
    return made


def counted(shared, work):
    """Recordings of people of which the number of syllables is known."""
    result = []
    for path in sorted(glob.glob(os.path.join(shared, "corpus", "*", "*.flac"))):
        truth, corpus = json.load(open(os.path.splitext(path)[0] + ".json")), path.split("/")[-2]
        if corpus == "ami" or not truth.get("syllables"): continue
        samples, rate = decode(path, work)
        samples = resample(samples - samples.mean(), rate)
        found = label(samples, RATE)
        cells = found[0] if found else np.zeros(int(len(samples) / RATE / CELL), bool)
        result.append(Utterance(samples, voice_of(path), corpus, path, truth["syllables"], None, cells))
    return result
