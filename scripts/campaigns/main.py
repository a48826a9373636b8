"""Runs the campaigns that are asked for and prints goals against results; see scripts/torture."""
import os, sys, time

words = [word for word in sys.argv[1:] if word != "--short"]
os.environ["SHORT"] = "1" if "--short" in sys.argv else "0"

import clocks, disk, files, gaps, index, kill, migrations, power, recovery, rollover, signals, soak, stop, thread, together
from rig import SEED, Table

CAMPAIGNS = {"kill": kill, "power": power, "gaps": gaps, "stop": stop, "signals": signals, "disk": disk, "index": index, "together": together, "recovery": recovery, "migrations": migrations, "thread": thread, "files": files, "clocks": clocks}

if words[:1] == ["list"]:
    print("\n".join([*CAMPAIGNS, "soak", "rollover"]))
    sys.exit(0)
print(f"seed {SEED}", flush=True)
table = Table()
if words[:1] in (["soak"], ["rollover"]):
    {"soak": soak, "rollover": rollover}[words[0]].run(table, *[int(word) for word in words[1:]])
else:
    unknown = [word for word in words if word not in CAMPAIGNS]
    if unknown:
        sys.exit(f"scripts/torture: no campaign {', '.join(unknown)}; there are {', '.join(CAMPAIGNS)} soak and rollover")
    for name in words or CAMPAIGNS:
        print(f"{name}: {(CAMPAIGNS[name].__doc__ or '').splitlines()[0]}", flush=True)
        CAMPAIGNS[name].run(table)
table.print()
print(f"\n{time.time() - table.began:.0f} s")
sys.exit(0 if table.is_met else 1)
