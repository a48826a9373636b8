"""How good the model is on voices and noises it has not learned from."""
import glob, importlib.util, json, os
import numpy as np
from . import dump, network, noises
from .sources import decode, voice_of


def fold_of(voice, folds):
    """A fixed fold per voice; the digits spread the numbered speakers."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(voice)) % folds


def run(arguments, clips, streams, say):
    """Leaves out each fold's voices in turn, decides the corpus files of those voices, and scores all together."""
    path = os.path.join(arguments.shared, "score", "score.py")
    spec = importlib.util.spec_from_file_location("score", path)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    files = sorted(glob.glob(os.path.join(arguments.shared, "corpus", "*", "*.flac")))
    lines, kinds = [], {}
    for fold in range(arguments.folds):
        inside = [c for c in clips if fold_of(c.voice, arguments.folds) != fold]
        outside = [c for c in clips if fold_of(c.voice, arguments.folds) == fold]
        # One noise in turn is left out too, so that the errors below are on unheard voices and unheard noise.
        unheard = noises.ALL[fold::arguments.folds]
        heard = [k for k in noises.ALL if k not in unheard]
        data, _ = streams(arguments, inside, heard, arguments.seed + fold, arguments.scenes)
        layers = network.train(data, arguments.seed, arguments.epochs)
        test, names = streams(arguments, outside, noises.ALL, arguments.seed + 100 + fold, 200)
        for (inputs, truth, weight), name in zip(test, names):
            padded = np.pad(inputs, ((network.REACH, network.REACH), (0, 0)), mode="edge")
            odds, _ = network.forward(layers, padded[None])
            wrong = np.sum(((odds[0] > 0) != truth)[weight == 1])
            total = kinds.setdefault((name, name in unheard), np.zeros(2))
            total += wrong, np.sum(weight == 1)
        chosen = []
        for file in files:
            if fold_of(voice_of(file), arguments.folds) != fold: continue
            samples, rate = decode(file, arguments.work)
            source = os.path.join(arguments.work, f"file{len(chosen)}.f32")
            samples.astype("<f4").tofile(source)
            chosen.append(f"{rate}\t{source}\t{file}")
        lines += dump.decisions(arguments.tool, network.numbers(layers), chosen, arguments.work)
        say(f"fold {fold + 1}: {len(inside)} clips in, {len(outside)} out, {len(chosen)} files decided")
    with open(os.path.join(arguments.work, "crossvalidation.jsonl"), "w") as file: file.write("\n".join(lines) + "\n")
    truth = score.load_truth([os.path.join(arguments.shared, "corpus")], False)
    figures, _ = score.evaluate(truth, score.parse(lines, truth))
    score.show(figures, ("ami",))
    print("\nWrong windows on scenes of unheard voices, per cent:")
    for (name, unheard), (wrong, total) in sorted(kinds.items()):
        print(f"{name:12s} {'unheard' if unheard else 'heard  '} {100 * wrong / max(1, total):5.2f} of {int(total)}")
