"""How good the model is on voices and noises it has not learned from."""
import glob, importlib.util, os
import numpy as np
from . import dump, network, noises
from .dataset import FOLDS, fold_of
from .sources import decode, voice_of


def scorer(shared):
    spec = importlib.util.spec_from_file_location("score", os.path.join(shared, "score", "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wrong(layers, entries):
    """Wrong windows and windows, for each kind of noise."""
    totals = {}
    for e in entries:
        padded = np.pad(e.inputs, ((network.REACH, network.REACH), (0, 0)), mode="edge")
        odds, _ = network.forward(layers, padded[None])
        totals.setdefault(e.kind, np.zeros(2))
        totals[e.kind] += np.sum(((odds[0] > 0) != e.truth)[e.weight >= 1]), np.sum(e.weight >= 1)
    return totals


def voices(arguments, entries, say):
    """Leaves out each fold's voices, decides the corpus files of those voices, and scores all together."""
    score, lines, totals = scorer(arguments.shared), [], {}
    files = sorted(glob.glob(os.path.join(arguments.shared, "corpus", "*", "*.flac")))
    for fold in range(FOLDS):
        layers = network.train([e for e in entries if fold_of(e.voice) != fold], arguments.seed, arguments.epochs)
        for kind, pair in wrong(layers, [e for e in entries if fold_of(e.voice) == fold]).items():
            totals[kind] = totals.get(kind, np.zeros(2)) + pair
        chosen = []
        for file in files:
            if fold_of(voice_of(file)) != fold: continue
            samples, rate = decode(file, arguments.work)
            source = os.path.join(arguments.work, f"file{len(chosen)}.f32")
            samples.astype("<f4").tofile(source)
            chosen.append(f"{rate}\t{source}\t{file}")
        lines += dump.decisions(arguments.tool, network.numbers(layers), chosen, arguments.work)
        say(f"fold {fold + 1}: {len(chosen)} files of unheard voices decided")
    with open(os.path.join(arguments.work, "crossvalidation.jsonl"), "w") as file: file.write("\n".join(lines) + "\n")
    truth = score.load_truth([os.path.join(arguments.shared, "corpus")], False)
    score.show(score.evaluate(truth, score.parse(lines, truth))[0], ("ami",))
    return totals


def run(arguments, entries, say):
    heard = voices(arguments, entries, say)
    unheard = {}
    for part in range(3):
        left = noises.ALL[part::3]
        layers = network.train([e for e in entries if e.kind not in left], arguments.seed, arguments.epochs)
        unheard.update(wrong(layers, [e for e in entries if e.kind in left]))
        say(f"noises {', '.join(left)} left out")
    print("\nWrong windows, per cent: unheard voices in heard noise | unheard noise, voices heard")
    for kind in sorted(heard):
        line = f"{kind:12s} {100 * heard[kind][0] / max(1, heard[kind][1]):6.2f}"
        print(line + (f" | {100 * unheard[kind][0] / max(1, unheard[kind][1]):6.2f}" if kind in unheard else ""))
