"""What a browser makes of sound files: Chromium without a window, and one page with an <audio> for each file."""
import os, re, shutil, subprocess, tempfile
from rig import WORK

PROGRAM = shutil.which("chromium")
# Not as root, and not with a small /dev/shm, would it start otherwise.
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
BATCH = 100
AUDIO = """<audio preload="metadata" src="{url}" onloadedmetadata="say(this, this.duration)"
 onerror="say(this, 'error ' + this.error.code)"></audio>"""


def opened(paths):
    """What the browser says of each file: its duration in seconds, `inf` where it tells none, or nothing when it refuses it."""
    return [word for start in range(0, len(paths), BATCH) for word in page(paths[start:start + BATCH])]


def page(paths):
    folder = tempfile.mkdtemp(dir=WORK)
    # A file that is none must be refused each time, or the browser's word is worth nothing.
    with open(f"{folder}/none.wav", "wb") as none, open(paths[0], "rb") as first:
        none.write(b"RIFX" + first.read()[4:])
    with open(f"{folder}/page.html", "w") as file:
        file.write("<!doctype html><script>function say(file, word) { file.dataset.said = word }</script>\n")
        for path in [*paths, f"{folder}/none.wav"]:
            file.write(AUDIO.format(url=f"file://{path}") + "\n")
    # The load event waits for the metadata of every file, and the page is written out after it.
    result = subprocess.run(
        [PROGRAM, *OPTIONS, f"--user-data-dir={folder}/profile", "--dump-dom", f"file://{folder}/page.html"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ, HOME=folder), text=True, timeout=300)
    said = [re.search(r'data-said="([^"]*)"', tag) for tag in re.findall(r"<audio[^>]*>", result.stdout)]
    shutil.rmtree(folder, ignore_errors=True)
    words = [None if word is None or word[1].startswith("error") else float(word[1]) for word in said]
    if result.returncode or len(words) != len(paths) + 1 or words.pop() is not None or said[-1] is None:
        raise RuntimeError(f"the browser: exit {result.returncode}, {len(said)} of {len(paths) + 1} files, a broken one opened: {said[-1:]}")
    return words
