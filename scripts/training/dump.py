"""Runs the Swift tool `featuredump`: features and decisions are always the analyser's own."""
import json, os, subprocess
import numpy as np
from .network import INPUTS


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


def decisions(tool, numbers, lines, work):
    """`score.py` lines for `RATE⇥INPUT⇥NAME` lines, decided with a model."""
    model = os.path.join(work, "model.f32")
    numbers.tofile(model)
    done = subprocess.run([tool, model], input="\n".join(lines) + "\n", text=True, check=True, capture_output=True)
    return done.stdout.splitlines()
