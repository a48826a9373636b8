"""Eight programs at once on the same takes: recording, listing, ticking, making the index anew."""
import json, os, sqlite3
from array import array
from concurrent.futures import ThreadPoolExecutor
from rig import RATE, Home, counter, frames_of, size

PROGRAMS = 8
LENGTH = RATE + 4800


def program(home, number, rounds):
    """One of them; what went wrong."""
    wrong = []
    for turn in range(rounds):
        code, output, errors = home.run("record", "--free", f"Program {number} turn {turn}", "--device", f"mic{number}",
                                        "--seconds", "1", "--json")
        if code not in (0, 3) or "aloud:" in errors:
            wrong.append(f"record: exit {code} {errors.strip()}")
            continue
        take = json.loads(output)["take"]["id"]
        command = [["takes", "--json"], ["review", take, "--json"], ["recover", "--rebuild"], ["trends"]][turn % 4]
        # Making the index anew with thousands of takes is for a few.
        if command[0] == "recover" and turn > 20:
            command = ["takes", "--json"]
        code, output, errors = home.run(*command)
        if code not in (0, 3) or "aloud:" in errors:
            wrong.append(f"{command[0]}: exit {code} {errors.strip()}")
    return wrong


def run(table):
    """Eight programs at once on the same takes: no lost row, no mixed file, no damage."""
    rounds = size(200, 3)
    voices = [counter(LENGTH, seed=number + 1) for number in range(PROGRAMS)]
    room = sum(voices, array("h"))
    home = Home({}, room)
    with open(f"{home.folder}/asound.conf", "a") as conf:
        for number, voice in enumerate(voices):
            with open(f"{home.folder}/voice-{number}.raw", "wb") as file:
                voice.tofile(file)
            conf.write(f'pcm.mic{number} {{ type aloudmic infile "{home.folder}/voice-{number}.raw" speed_pct 1000 }}\n')
    with ThreadPoolExecutor(PROGRAMS) as pool:
        wrong = [word for words in pool.map(lambda number: program(home, number, rounds), range(PROGRAMS)) for word in words]
    mixed, titles = 0, set()
    for take in home.ids():
        sidecar = json.load(open(f"{home.takes}/{take}/take.json"))
        titles.add(sidecar["prompt"]["text"])
        number = int(sidecar["prompt"]["text"].split()[1])
        mixed += frames_of(home.audio(take)) != voices[number][:RATE]
    with sqlite3.connect(f"{home.data}/aloud/aloud.sqlite") as index:
        rows = index.execute("SELECT count(*) FROM take").fetchone()[0]
        analyses = index.execute("SELECT count(*) FROM pacing").fetchone()[0]
        sound = index.execute("PRAGMA integrity_check").fetchone()[0]
    wanted = PROGRAMS * rounds
    aside = [name for name in os.listdir(f"{home.data}/aloud") if "corrupt" in name]
    home.remove()
    name = f"{PROGRAMS} programs × {rounds} rounds"
    table.add(name, "0 lost takes, rows or analyses", f"{len(titles)} takes, {rows} rows, {analyses} analyses of {wanted}",
              len(titles) == rows == analyses == wanted)
    table.add(name, "0 mixed files", mixed, mixed == 0)
    table.add(name, "0 damage, 0 errors", f"integrity {sound}, {len(aside)} set aside, {len(wrong)} errors {wrong[:2]}",
              sound == "ok" and not aside and not wrong)
