"""Scenes and labelled recordings as what the model sees: one entry per recording."""
import hashlib, multiprocessing, multiprocessing.pool, os, pickle
import numpy as np
from . import dump, scenes

FOLDS = 4


class Entry:
    def __init__(self, inputs, truth, weight, voice, kind):
        self.inputs, self.truth, self.weight, self.voice, self.kind = inputs, truth, weight, voice, kind


def fold_of(voice):
    """A fixed fold per voice; the digits spread the numbered speakers."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(voice)) % FOLDS


def entry(scene, inputs, share=1.0):
    truth = scenes.windows(scene.truth, len(inputs), lambda p: p.any(1))
    weight = scenes.windows(scene.weight, len(inputs), lambda p: p.min(1)) * share
    # The label itself is good to 10-20 ms: less weight within 20 ms of an edge.
    for edge in np.flatnonzero(np.diff(truth.astype(int))): weight[max(0, edge - 1):edge + 3] *= 0.4
    return Entry(inputs, truth, weight, scene.voice, scene.kind)


def make(job):
    """Scene `index`: six in ten are of people. Who babbles is of the speaker's own fold, so that a fold that is
    left out is heard nowhere."""
    seed, index = job
    human = sorted({c.voice for c in CLIPS if not c.voice.startswith(("espeak-", "flite-"))})
    synthetic = sorted({c.voice for c in CLIPS} - set(human))
    voices = human if human and (index % 10 < 6 or not synthetic) else synthetic
    voice = voices[int(np.random.default_rng([seed, index, 1]).integers(len(voices)))]
    talkers = [c for c in CLIPS if fold_of(c.voice) == fold_of(voice)]
    return scenes.make([seed, index], [c for c in CLIPS if c.voice == voice], talkers)


def fingerprint(arguments):
    """Changes when scenes or features would: the sources of the scenes, and the features of a fixed sound."""
    digest = hashlib.sha256(repr((arguments.seed, arguments.short)).encode())
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in ("dataset", "labelling", "noises", "scenes", "sentences", "sources"):
        digest.update(open(os.path.join(folder, name + ".py"), "rb").read())
    sound = np.random.default_rng(0).standard_normal(48000) * np.repeat(np.geomspace(0.001, 0.1, 8), 6000)
    fixed = scenes.Scene(sound.astype("<f4"), 16000, None, None, None, None)
    digest.update(dump.features(arguments.tool, [fixed], arguments.work)[0].tobytes())
    return digest.hexdigest()[:16]


def block(arguments, pool, mark, first):
    """Entries of up to 60 scenes, from the working folder where they were made before."""
    last = min(arguments.scenes, first + 60)
    path = os.path.join(arguments.work, f"scenes-{mark}-{first}-{last}.pickle")
    if not os.path.exists(path):
        made = pool.map(make, [(arguments.seed, index) for index in range(first, last)], 4)
        entries = [entry(*pair) for pair in zip(made, dump.features(arguments.tool, made, arguments.work))]
        with open(path + ".part", "wb") as file: pickle.dump(entries, file)
        os.replace(path + ".part", path)
    with open(path, "rb") as file: return pickle.load(file)


def build(arguments, clips, files, say):
    """Entries of `arguments.scenes` scenes and of the labelled recordings."""
    global CLIPS
    CLIPS = clips
    entries, mark = [], fingerprint(arguments)
    # Threads for one job: a pool of processes that are forked and end under load has been seen to hang.
    pools = multiprocessing.pool.ThreadPool if arguments.jobs == 1 else multiprocessing.get_context("fork").Pool
    with pools(arguments.jobs) as pool:
        for first in range(0, arguments.scenes, 60): entries += block(arguments, pool, mark, first)
    say(f"{len(entries)} scenes")
    # Little, but real: counts three times.
    made = [scenes.Scene(s, rate, truth, weight, "corpus", voice) for s, rate, voice, truth, weight in files]
    entries += [entry(*pair, 3.0) for pair in zip(made, dump.features(arguments.tool, made, arguments.work))]
    return entries
