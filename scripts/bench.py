"""The rows of scripts/bench, which calls this with ALOUD, BUILT, WORK and RUNS set. Standard library only."""
import os, shutil, signal, subprocess, tempfile, time

ALOUD, BUILT, WORK, RUNS = os.environ["ALOUD"], os.environ["BUILT"], os.environ["WORK"], int(os.environ["RUNS"])
# Another Python may hold the optional peers: PYTHON=venv/bin/python scripts/bench
PYTHON = os.environ.get("PYTHON", "python3")
TEXT = ("We ran the migration in three waves, by risk. The first wave moved the reads that nobody would miss. "
        "Then we waited a week, and looked at the error budget, before anyone touched a write. ")


def best(command, **options):
    """Shortest wall time of RUNS runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, **options)
        times.append(time.perf_counter() - start)
    return min(times)


def peak_kib(command):
    """Largest resident size of one run, in KiB."""
    run = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(run.stderr.split()[-1])


def row(name, figure, note=""):
    print(f"{name:<44} {figure:>14}   {note}", flush=True)


def speech(seconds, name, *format):
    """A sound file of synthetic speech with pauses, exactly this long."""
    if not os.path.exists(f"{WORK}/said.wav"):
        subprocess.run(["espeak-ng", "-w", f"{WORK}/said.wav", TEXT], check=True)
        subprocess.run(["sox", f"{WORK}/said.wav", "-r", "48000", "-c", "1", "-b", "16", f"{WORK}/unit.wav", "pad", "0.6", "0.9"], check=True)
    path = f"{WORK}/{name}"
    subprocess.run(["sox", "-R", *[f"{WORK}/unit.wav"] * 8, *format, path, "repeat", str(seconds // 40), "trim", "0", str(seconds)], check=True)
    return path


def stop_to_review():
    """From the signal that ends a recording of five minutes to the end of the review, in seconds."""
    raw = speech(320, "answer.raw", "-t", "raw", "-e", "signed", "-b", "16")
    with open(f"{WORK}/asound.conf", "w") as conf:
        conf.write(f'pcm_type.aloudmic {{ lib "{BUILT}/libasound_module_pcm_aloudmic.so" }}\n'
                   f'pcm.mic {{ type aloudmic infile "{raw}" speed_pct 1000 }}\n')
    environment = dict(os.environ, ALSA_CONFIG_PATH=f"{WORK}/asound.conf", XDG_DATA_HOME=f"{WORK}/data")
    times = []
    for _ in range(min(RUNS, 3)):
        shutil.rmtree(f"{WORK}/data", ignore_errors=True)
        process = subprocess.Popen([ALOUD, "record", "PE1", "--think", "0", "--device", "mic"], env=environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        size = 0
        while size < 300 * 96_000:
            time.sleep(0.05)
            files = [os.path.join(d, f) for d, _, names in os.walk(f"{WORK}/data") for f in names if f == "take.wav"]
            size = os.path.getsize(files[0]) if files else 0
            if process.poll() is not None:
                raise SystemExit("bench: the recording ended by itself")
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.communicate()
        times.append(time.perf_counter() - start)
    return min(times)


def peers(path, seconds, ours):
    """Other programs that look for speech or measure loudness, on the same file. `ours` is Aloud's whole process."""
    command = ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-filter_threads", "1", "-i", path, "-af", "ebur128,silencedetect=n=-35dB:d=0.25", "-f", "null", "-"]
    name = "  ffmpeg, ebur128 + silencedetect, 1 thread"
    if shutil.which("ffmpeg"): beside(name, best(command), seconds, ours)
    else: row(name, "-", "not installed: apt-get install ffmpeg")
    lines = subprocess.run([PYTHON, "scripts/bench_peers.py", path, str(min(RUNS, 3))], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    for line in lines:
        name, figure = line.split("\t")
        if figure[0].isdigit(): beside("  " + name, float(figure), seconds, ours)
        else: row("  " + name, "-", figure)


def beside(name, time, seconds, ours):
    row(name, f"{seconds / time:.0f} x", f"Aloud takes {ours / time:.2f} of its time")


def recording(seconds, *command):
    """Share of a processor that a recording of so many seconds takes, in per cent; the microphone is part of it."""
    shutil.rmtree(f"{WORK}/data", ignore_errors=True)
    speech(40, "short.raw", "-t", "raw", "-e", "signed", "-b", "16")
    with open(f"{WORK}/short.conf", "w") as conf:
        conf.write(f'pcm_type.aloudmic {{ lib "{BUILT}/libasound_module_pcm_aloudmic.so" }}\n'
                   f'pcm.mic {{ type aloudmic infile "{WORK}/short.raw" loop true }}\n')
    environment = dict(os.environ, ALSA_CONFIG_PATH=f"{WORK}/short.conf", XDG_DATA_HOME=f"{WORK}/data")
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    usage = os.wait4(process.pid, 0)[2]
    return 100 * (usage.ru_utime + usage.ru_stime) / seconds


def histories():
    """Milliseconds of the commands that read the history, by the number of takes in it."""
    times = {}
    for count in (1_000, 10_000, 100_000):
        # Beside the checkout's build, not in memory: the index of 100,000 takes has 1 GB.
        with tempfile.TemporaryDirectory(dir=BUILT) as home:
            os.mkdir(f"{home}/aloud")
            subprocess.run([f"{BUILT}/take-generator", str(count), f"{home}/aloud", "Prompts/netflix-tpm.yaml"], check=True)
            for command in ("next", "takes", "trends", "review"):
                times[command, count] = 1000 * best([ALOUD, command], env=dict(os.environ, XDG_DATA_HOME=home))
    for command in ("next", "takes", "trends", "review"):
        few, more, most = (times[command, count] for count in (1_000, 10_000, 100_000))
        row(f"aloud {command}, 1,000 · 10,000 · 100,000 takes", f"{few:.0f} · {more:.0f} · {most:.0f} ms", "whole process")


hour, ten = speech(3600, "hour.wav"), speech(600, "ten.wav")
analyze, decode = best([ALOUD, "analyze", "--json", hour]), best([f"{BUILT}/decode-peer", hour])
whole = best([f"{BUILT}/decode-peer", "--whole", hour])
row("analysis of 60 min, 48 kHz, 16 bits, mono", f"{3600 / analyze:.0f} x", "real time, whole process")
row("  libsndfile to float, one call", f"{3600 / whole:.0f} x", f"analysis takes {analyze / whole:.1f} times the time")
row("  libsndfile to float, blocks in the cache", f"{3600 / decode:.0f} x", f"analysis takes {analyze / decode:.1f} times the time")
row("  sndfile-convert to 16-bit raw", f"{3600 / best(['sndfile-convert', '-pcm16', hour, f'{WORK}/o.raw']):.0f} x", "a peer that also writes")
small = speech(600, "small.wav", "-r", "16000")
ours = best([ALOUD, "analyze", "--json", small])
row("analysis of 10 min, 16 kHz", f"{600 / ours:.0f} x", "real time, whole process; peers, those in Python without start and reading:")
peers(small, 600, ours)
row("peak memory, 10 min", f"{peak_kib([ALOUD, 'analyze', '--json', ten]) / 1024:.1f} MiB")
row("peak memory, 60 min", f"{peak_kib([ALOUD, 'analyze', '--json', hour]) / 1024:.1f} MiB")
start, peer = best([ALOUD, "--help"]), best(["sox", "--version"])
row("start: aloud --help", f"{1000 * start:.0f} ms", f"{start / peer:.1f} times sox --version")
histories()
row("stop to review, answer of 5 min", f"{1000 * stop_to_review():.0f} ms", "signal to exit, review printed")
ours = min(recording(60, ALOUD, "record", "PE1", "--think", "0", "--device", "mic", "--seconds", "60", "--json") for _ in range(min(RUNS, 2)))
peer = min(recording(60, "arecord", "-q", "-D", "mic", "-f", "S16_LE", "-r", "48000", "-c", "1", "-d", "60", f"{WORK}/peer.wav") for _ in range(min(RUNS, 2)))
row("processor while recording, 60 s", f"{ours:.1f} %", f"of a core, start, measuring and review included; arecord {peer:.1f} % on the same microphone")
