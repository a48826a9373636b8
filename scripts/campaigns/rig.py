"""What every campaign works with: the programs, homes with virtual microphones, and the goals and results."""
import os, random, shutil, subprocess, tempfile, threading, time
from array import array
from concurrent.futures import ThreadPoolExecutor

ALOUD, PLUGIN = os.environ["ALOUD"], os.environ["PLUGIN"]
WORK, SHORT = os.environ["WORK"], os.environ.get("SHORT") == "1"
UNTIMED = os.environ.get("UNTIMED") == "1"  # on a machine whose load says more about a time than the program
SEED = int(os.environ.get("SEED", "1"))
RATE = 48_000
WORKERS = 4


def size(full, short):
    """How often something is tried: the full number, or that of the short form."""
    return short if SHORT else full


def chance_of(trial):
    """What one trial draws from: for the same SEED and trial the same, in whichever order trials run."""
    return random.Random(f"{SEED} {trial}")


def counter(count, seed=7):
    """The counter signal: noise in which no sample is 0, so that a frame tells its place (xorshift64*, Vigna 2016)."""
    state, mask, samples = seed, (1 << 64) - 1, array("h")
    for _ in range(count):
        state ^= state >> 12
        state = (state ^ state << 25) & mask
        state ^= state >> 27
        value = (state * 2_685_821_657_736_338_717 & mask) >> 48
        samples.append((value - 65_536 if value > 32_767 else value) or 1)
    return samples


def frames_of(path, start=0, most=-1):
    """The samples of a take from frame `start` on, all or `most`, by the length of the file and not by its header; none
    without it."""
    if not os.path.exists(path):
        return array("h")
    with open(path, "rb") as file:
        head = file.read(4096)
        at = head.find(b"data")
        samples = array("h")
        if at >= 0:
            file.seek(at + 8 + 2 * start)
            data = file.read(2 * most if most >= 0 else -1)
            samples.frombytes(data[:len(data) // 2 * 2])
        return samples


class Home:
    """A person's world: data and microphones of their own. PLACE in a microphone's fields is the folder of it all."""

    def __init__(self, microphones, samples, folder=None):
        self.folder = folder or tempfile.mkdtemp(dir=WORK)
        os.makedirs(self.folder, exist_ok=True)
        raw = f"{self.folder}/room.raw"
        with open(raw, "wb") as file:
            samples.tofile(file)
        with open(f"{self.folder}/asound.conf", "w") as conf:
            conf.write(f'pcm_type.aloudmic {{ lib "{PLUGIN}" }}\n')
            for name, fields in microphones.items():
                fields = fields.replace("PLACE", self.folder)
                conf.write(f'pcm.{name} {{ type aloudmic infile "{raw}" {fields} }}\n')
        self.data = f"{self.folder}/share"
        self.takes = f"{self.data}/aloud/takes"
        self.environment = dict(os.environ, ALSA_CONFIG_PATH=f"{self.folder}/asound.conf", HOME=self.folder,
                                XDG_DATA_HOME=self.data, TZ="UTC")

    def start(self, *arguments, **options):
        """Starts aloud without a terminal."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE,
                   "env": self.environment, **options}
        return subprocess.Popen([ALOUD, *arguments], **options)

    def run(self, *arguments, timeout=120, **options):
        """Runs aloud and gives (exit code, output, errors)."""
        process = self.start(*arguments, **{"stdout": subprocess.PIPE, **options})
        output, errors = process.communicate(timeout=timeout)
        return process.returncode, output.decode(), (errors or b"").decode()

    def ids(self):
        """The takes; what begins with a dot is the journal of recordings."""
        names = os.listdir(self.takes) if os.path.isdir(self.takes) else []
        return sorted(name for name in names if not name.startswith("."))

    def audio(self, take):
        return f"{self.takes}/{take}/take.wav"

    def heard(self):
        """What the first take holds."""
        return frames_of(self.audio((self.ids() or ["none"])[0]))

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def each(count, trial):
    """Runs `trial(number)` so often, a few at a time, and gives the results."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(trial, range(count)))


class Table:
    """Goals against results."""

    def __init__(self):
        self.rows, self.lock, self.began = [], threading.Lock(), time.time()

    def add(self, campaign, goal, result, met, is_time=False):
        if is_time and UNTIMED and not met:
            result, met = f"{result} on a busy machine", True
        with self.lock:
            self.rows.append((campaign, goal, str(result), "met" if met else "MISSED"))
            print(f"  {'ok    ' if met else 'MISSED'} {campaign}: {goal}: {result}", flush=True)

    def skip(self, campaign, reason):
        with self.lock:
            self.rows.append((campaign, "", reason, "not tried"))
            print(f"  --     {campaign}: not tried: {reason}", flush=True)

    def print(self):
        print("\n| campaign | goal | result | |\n|---|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")

    @property
    def is_met(self):
        return all(row[3] != "MISSED" for row in self.rows)
