"""Runs the Swift tool `featuredump`: features and decisions are always the analyser's own."""
import json, os, subprocess
import numpy as np
from .network import INPUTS
from .nucleusmodel import FEATURES
from .sources import RATE


def features(tool, scenes, work, speech=False):
    """The model's inputs for each scene; `speech`: and a column more that says where the analyser hears speech."""
    if not scenes: return []
    lines, outputs = [], []
    for index, scene in enumerate(scenes):
        source, target = os.path.join(work, f"scene{index}.f32"), os.path.join(work, f"scene{index}.in")
        scene.samples.tofile(source)
        lines.append(f"{scene.rate}\t{source}\t{target}")
        outputs.append(target)
    subprocess.run([tool] + ["--speech"] * speech, input="\n".join(lines) + "\n", text=True, check=True)
    result = []
    for line, target in zip(lines, outputs):
        result.append(np.fromfile(target, "<f4").reshape(-1, INPUTS + speech))
        os.remove(target)
        os.remove(line.split("\t")[1])
    return result


def nuclei(tool, numbers, entries, work):
    """For each entry, the features of every piece that the nucleus network of these numbers finds."""
    model, source, target = (os.path.join(work, name) for name in ("nuclei.f32", "entry.f32", "entry.pieces"))
    numbers.tofile(model)
    result = []
    for e in entries:
        windows = np.concatenate([e.inputs.reshape(-1, INPUTS), np.repeat(e.speech, 2)[:, None]], 1)
        windows.astype("<f4").tofile(source)
        subprocess.run([tool, "--nuclei", model], input=f"{RATE}\t{source}\t{target}\n", text=True, check=True)
        result.append(np.fromfile(target, "<f4").reshape(-1, FEATURES).astype("f8"))
    return result


def decisions(tool, numbers, lines, work):
    """`score.py` lines for `RATE⇥INPUT⇥NAME` lines, decided with a model."""
    model = os.path.join(work, "model.f32")
    numbers.tofile(model)
    done = subprocess.run([tool, model], input="\n".join(lines) + "\n", text=True, check=True, capture_output=True)
    return done.stdout.splitlines()
