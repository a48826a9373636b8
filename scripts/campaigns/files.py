"""Damaged and lying files, by scripts/mutate: no crash, a sentence for each, bounded time and memory."""
import os, subprocess
from rig import ALOUD, size

SCRIPT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "mutate")


def run(table):
    """Damaged and lying files, by scripts/mutate: no crash, a sentence for each, bounded time and memory."""
    if not os.path.exists(SCRIPT):
        return table.skip("files", "there is no scripts/mutate")
    count = size(10_000, 100)
    result = subprocess.run([SCRIPT, str(count)], env=dict(os.environ, ALOUD=ALOUD), capture_output=True, text=True)
    last = (result.stdout.splitlines() or result.stderr.splitlines() or ["nothing said"])[-1]
    table.add(f"files × {count}", "0 crashes, 0 hangs, a sentence for each", last, result.returncode == 0)
