"""Learning the nucleus model, and how good it is on people it has not learned from."""
import numpy as np
from . import dump, network, nucleusmodel
from .dataset import FOLDS, fold_of

NATIVE = ("librivox", "mfa", "misc")


def weight(entry):
    """Native speech that is read or spontaneous is a tenth of the recordings of people, and counts three times.
    The synthetic corpus is for measuring only."""
    if entry.corpus == "synth": return 0
    return 3 if kind(entry).startswith("native") else 1


def kind(entry):
    if entry.corpus in NATIVE: return "native, read or spontaneous"
    if entry.corpus == "respaced": return "second language, respaced" if "speechocean" in entry.name else "native, respaced"
    return {"speechocean": "second language, read", "mfa_clips": "native, elicited clips"}.get(entry.corpus, entry.corpus)


def learn(arguments, entries, judged, say):
    """The network from synthetic voices alone, and the worth of its pieces from counts; fills in the features of `judged`."""
    layers = nucleusmodel.train([e for e in entries if e.density is not None], arguments.seed, arguments.epochs, say)
    for e, rows in zip(judged, dump.nuclei(arguments.tool, network.numbers(layers), judged, arguments.work)): e.features = rows
    return layers, nucleusmodel.fit(entries, [weight(e) for e in entries])


def run(arguments, entries, say):
    """Leaves out each fold's voices, synthetic ones too, and counts the syllables of the recordings of those voices."""
    rows = []
    for fold in range(FOLDS):
        _, worth = learn(arguments, [e for e in entries if fold_of(e.voice) != fold], entries, None)
        rows += [(kind(e), e.count, nucleusmodel.count(e.features, worth), len(e.speech)) for e in entries if e.plain and fold_of(e.voice) == fold]
        say(f"fold {fold + 1} of {FOLDS}")
    print("Error of the syllables of a file, voices held out; 80 and 90 %: so many files are off by less, per cent")
    groups = [(name, [r for r in rows if r[0] == name]) for name in sorted({r[0] for r in rows})]
    groups += [("all of a second language", [r for r in rows if r[0].startswith("second")])]
    people = [r for r in rows if r[0] != "synth"]
    groups += [(f"people, {low} to {high - 1} syllables", [r for r in people if low <= r[1] < high]) for low, high in ((1, 8), (8, 12), (12, 40), (40, 999))]
    for name, group in groups:
        truth, found = (np.array([r[i] for r in group], float) for i in (1, 2))
        wrong = 100 * np.abs(found / truth - 1)
        rates = np.corrcoef([t / r[3] for t, r in zip(truth, group)], [f / r[3] for f, r in zip(found, group)])[0, 1] if len(group) > 2 else np.nan
        print(f"{name:30s} files {len(group):3d}  mean {wrong.mean():5.1f}  bias {100 * (found.sum() / truth.sum() - 1):+6.1f}"
              f"  80 % {np.quantile(wrong, 0.8):5.1f}  90 % {np.quantile(wrong, 0.9):5.1f}  r(rate) {rates:.2f}")
