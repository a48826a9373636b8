"""Changes of the index's version that are killed, by the tests of the index in their long form."""
import os, re, subprocess
from rig import size

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(table):
    """Changes of the index's version that are killed, by the tests of the index in their long form."""
    long = size({"ALOUD_TORTURE": "1"}, {})
    result = subprocess.run(["swift", "test", "--filter", "MigrationKillTests"], cwd=ROOT, env=dict(os.environ, **long),
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    ended = re.findall(r'Test "Killed (.*?) it is done.*" with (\d+) test cases? (passed|failed)', result.stdout)
    for where, count, end in ended:
        faults = re.findall(rf'Test "Killed {where} .* recorded an issue (.*)', result.stdout)
        table.add(f"migration killed {where} × {count}", "old or new, with every take, and done the next time",
                  f"{len(faults)} faults {faults[:2]}", end == "passed")
    if len(ended) != 2:
        table.add("migrations killed", "both tests run", f"{len(ended)} of 2, exit {result.returncode}: {result.stdout[-500:].strip()!r}", False)
