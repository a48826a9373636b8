"""Files made to hurt, each for a reason that its name tells; those that begin with good- are seeds."""
import json, math, os, sqlite3, struct, subprocess, tempfile


def chunk(tag, data, size=None): return tag + struct.pack("<I", (len(data) if size is None else size) & 0xffffffff) + data


def wav(data, tag=1, channels=1, rate=48000, bits=16, size=None, riff=None, front=b"", form=b"RIFF", extra=b"", width=None):
    width = channels * bits // 8 if width is None else width
    layout = struct.pack("<HHIIHH", tag, channels & 0xffff, rate & 0xffffffff, rate * width & 0xffffffff, width & 0xffff, bits) + extra
    body = b"WAVE" + front + chunk(b"fmt ", layout) + chunk(b"data", data, size)
    return form + struct.pack("<I", (len(body) if riff is None else riff) & 0xffffffff) + body


def extensible(data, channels, bits, guid):
    extra = struct.pack("<HHI", 22, bits, 0) + guid
    return wav(data, tag=0xfffe, channels=channels, bits=bits, extra=extra)


def rf64(data, size, table=b"\0\0\0\0"):
    sizes = struct.pack("<QQQ", size + 72, size, size // 2) + table
    return b"RF64\xff\xff\xff\xffWAVE" + chunk(b"ds64", sizes) + wav(data, size=0xffffffff)[12:]


def tone(seconds=0.5, rate=48000):
    return b"".join(struct.pack("<h", int(9000 * math.sin(t / 17) * (t // 2400 % 2))) for t in range(int(seconds * rate)))


def sounds(work):
    """Sound files, by name."""
    said = tone()
    floats = lambda *values: wav(b"".join(struct.pack("<f", value) for value in values) * 500, tag=3, bits=32)
    files = {
        "good-16.wav": wav(said), "good-float.wav": floats(0.5, -0.5, 0.1), "good-stereo.wav": wav(said, channels=2),
        "good-8k-24.wav": wav(said[:12000], rate=8000, bits=24), "good-rf64.wav": rf64(said, len(said)),
        "good-extensible.wav": extensible(said, 2, 16, struct.pack("<HHHH", 1, 0, 0, 16) + b"\x80\0\0\xaa\0\x38\x9b\x71"),
        "good-alaw.wav": wav(said[:8000], tag=6, bits=8, rate=8000), "good-ulaw.wav": wav(said[:8000], tag=7, bits=8, rate=8000),
        "good-ima.wav": wav(said[:8192], tag=17, bits=4, rate=8000, width=256, extra=struct.pack("<HH", 2, 505)),
        "good-adpcm.wav": wav(said[:8192], tag=2, bits=4, rate=8000, width=256, extra=struct.pack("<HH", 32, 500) + bytes(30)),
        "good-gsm.wav": wav(said[:6500], tag=49, bits=0, rate=8000, width=65, extra=struct.pack("<HH", 2, 320)),
        "nan.wav": floats(math.nan), "inf.wav": floats(math.inf, -math.inf), "huge.wav": floats(1e30, -1e30),
        "largest.wav": floats(3.4e38, -3.4e38), "denormal.wav": floats(1e-44, -1e-44), "mixed.wav": floats(math.nan, 0.5, -1e38),
        "doubles.wav": wav(struct.pack("<3d", 1e300, math.nan, -1e308) * 500, tag=3, bits=64),
        "no-samples.wav": wav(b""), "one-sample.wav": wav(b"\1\0"), "half-a-frame.wav": wav(b"\1"), "odd.wav": wav(said[:999]),
        "junk-first.wav": wav(said, front=chunk(b"JUNK", bytes(100_000))),
        "chunks-20000.wav": wav(said, front=chunk(b"JUNK", b"") * 20_000),
        "chunks-1000000.wav": wav(said, front=chunk(b"JUNK", b"") * 1_000_000),
        "chunks-after.wav": wav(said) + chunk(b"LIST", b"INFO") * 100_000,
        "list-inside-itself.wav": wav(said, front=chunk(b"LIST", b"INFO" + chunk(b"LIST", b"INFO" * 50, size=1 << 30))),
        "cue-bomb.wav": wav(said, front=chunk(b"cue ", struct.pack("<I", 0xffffffff) + bytes(2400))),
        "smpl-bomb.wav": wav(said, front=chunk(b"smpl", bytes(28) + struct.pack("<I", 0x7fffffff) + bytes(100))),
        "bext-short.wav": wav(said, front=chunk(b"bext", b"x" * 10)), "bext-huge.wav": wav(said, front=chunk(b"bext", bytes(602), size=0x7ffffff0)),
        "cart.wav": wav(said, front=chunk(b"cart", bytes(300))), "peak-lies.wav": wav(said, front=chunk(b"PEAK", struct.pack("<IIfI", 1, 0, math.nan, 1 << 31))),
        "id3.wav": wav(said, front=chunk(b"id3 ", b"ID3\4\0\0\x7f\x7f\x7f\x7f")), "no-fmt.wav": b"RIFF\x24\0\0\0WAVE" + chunk(b"data", said),
        "two-fmt.wav": wav(said, front=chunk(b"fmt ", struct.pack("<HHIIHH", 1, 2, 8000, 32000, 4, 16))), "data-first.wav": b"RIFF\x24\0\0\0WAVE" + chunk(b"data", said) + chunk(b"fmt ", bytes(16)),
        "short-fmt.wav": b"RIFF\x24\0\0\0WAVE" + chunk(b"fmt ", bytes(8)) + chunk(b"data", said), "fmt-of-4-GiB.wav": b"RIFF\x24\0\0\0WAVE" + chunk(b"fmt ", bytes(16), size=0xffffffff),
        "two-data.wav": wav(said) + chunk(b"data", said), "rifx.wav": wav(said, form=b"RIFX"), "rf64-no-ds64.wav": wav(said, form=b"RF64", size=0xffffffff),
        "rf64-table.wav": rf64(said, len(said), table=struct.pack("<I", 0xffffffff)), "rf64-lies.wav": rf64(said, 1 << 62), "rf64-negative.wav": rf64(said, (1 << 64) - 100),
        "extensible-guid.wav": extensible(said, 2, 16, bytes(16)), "bits-0.wav": wav(said, bits=0), "bits-65535.wav": wav(said, bits=65535),
        "width-0.wav": wav(said, width=0), "width-1.wav": wav(said, width=1), "width-65535.wav": wav(said, width=65535),
        "ima-block-0.wav": wav(said, tag=17, bits=4, width=0, extra=bytes(4)), "gsm-block.wav": wav(said, tag=49, bits=0, width=1, extra=bytes(4)),
        "bw64.wav": b"BW64" + rf64(said, len(said))[4:], "rf64-empty.wav": rf64(said, 0), "never-closed.wav": wav(said, size=0, riff=36),
        "no-pad.wav": wav(said, front=chunk(b"LIST", b"INFO-")), "joined.wav": wav(said) * 3, "joined-rates.wav": wav(said) + wav(said, rate=8000),
        "id3-lies.wav": b"ID3\4\0\0\x7f\x7f\x7f\x7f" + wav(said), "w64-minus.wav": b"riff\x2e\x91\xcf\x11" + b"\xff" * 200,
        "mp3-inside.wav": wav((b"\xff\xfb\x90\xc4" + bytes(413)) * 20, tag=0x55, bits=0, extra=bytes(14)), "ogg-pages.wav": b"OggS\0\2" + bytes(21) + b"\xff" * 5000,
        "flac-sync.wav": b"fLaC\x80\0\0\x22" + bytes((16, 0, 16, 0)) + bytes(6) + bytes((3, 232, 0, 240)) + bytes(20) + b"\xff\xf8" * 5000,
        "empty.wav": b"", "zeros.wav": bytes(4096), "ones.wav": b"\xff" * 4096, "text.wav": b"This is no sound.\n" * 50,
    }
    for name, size in {"0": 0, "1": 1, "2": 2, "half": len(said) // 2, "double": 2 * len(said), "31-bits": 0x7fffffff, "32nd-bit": 1 << 31, "all": 0xffffffff}.items():
        files[f"data-claims-{name}.wav"] = wav(said, size=size)
        files[f"riff-claims-{name}.wav"] = wav(said, riff=size)
        files[f"both-claim-{name}.wav"] = wav(said, size=size, riff=size)
    for channels in (0, 2, 31, 32, 33, 255, 1024, 2000, 65535): files[f"channels-{channels}.wav"] = wav(said, channels=channels)
    for rate in (0, 1, 7999, 8000, 384000, 384001, 1 << 31, (1 << 32) - 1): files[f"rate-{rate}.wav"] = wav(said, rate=rate)
    for tag in (0, 4, 5, 80, 85, 0x161, 0xffff): files[f"format-{tag}.wav"] = wav(said, tag=tag)
    for length in range(201): files[f"cut-at-{length}.wav"] = wav(said)[:length]
    for name, magic in {"au": b".snd", "mat4": b"\0\0\0\0\1\0\0\0", "mat5": b"MATLAB 5.0 MAT-file", "paf": b" paf", "fap": b"fap ", "sds": b"\xf0\x7e",
                        "voc": b"Creative Voice File\x1a", "sf": b"\0\1\xa3\x64", "avr": b"2BIT", "pvf": b"PVF1\n", "htk": b"\0\0\x10\0", "xi": b"Extended Instrument: ",
                        "w64": b"riff\x2e\x91\xcf\x11", "caf": b"caff\0\1\0\0", "aiff": b"FORM\0\0\0\0AIFF", "flac": b"fLaC", "ogg": b"OggS", "nist": b"NIST_1A\n   1024\n",
                        "mp3": b"\xff\xfb\x90\x64", "id3": b"ID3\4\0\0\0\0\0\x10", "pdf": b"%PDF-1.7\n", "elf": b"\x7fELF", "zip": b"PK\3\4"}.items():
        files[f"{name}-renamed.wav"] = magic + said[:4000]
    return files | others(work, said)


def others(work, said):
    """The same sound as sox writes it in other formats, where there is a sox."""
    files = {}
    source = os.path.join(work, "said.wav")
    with open(source, "wb") as file: file.write(wav(said))
    for ending in ("flac", "ogg", "aiff", "au", "caf", "w64", "sph", "mp3"):
        path = os.path.join(work, "said." + ending)
        try: made = subprocess.run(["sox", source, path], stderr=subprocess.DEVNULL).returncode == 0
        except FileNotFoundError: break
        if made: files[f"good-{ending}.wav"] = open(path, "rb").read()
    return files


def sparse(home, large):
    """Files whose length is in no proportion to their bytes."""
    paths, size = [], (5 << 30) if large else (64 << 20)
    heads = {"sparse.wav": wav(b"", size=0xfffffff0, channels=8, rate=192000, bits=32),
             "sparse-rf64.wav": rf64(b"", size)[:-44] + wav(b"", size=0xffffffff, channels=8, rate=192000, bits=32)[12:],
             "sparse-unknown.wav": b"RIFF\0\0\0\0WAVE"}
    for name, head in heads.items():
        paths.append(os.path.join(home, name))
        with open(paths[-1], "wb") as file:
            file.write(head)
            file.truncate(size)
    return paths


def packs():
    """Packs, by name."""
    good = "format: 1\nid: small\ntitle: Small\nprompts:\n  - {id: A1, kind: drill, title: One, text: Say it.}\n"
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    texts = {
        "good-small": good, "bomb": bomb, "bomb-key": bomb + "? *a9\n: 1\n", "million-brackets": "[" * 1_000_000, "million-braces": "{" * 1_000_000,
        "dashes": "- " * 500_000, "questions": "? " * 500_000, "one-text": "title: " + "a" * 1_000_000, "keys": "".join(f"k{n}: 1\n" for n in range(60_000)),
        "same-key": "k: 1\n" * 100_000, "comment": "#" * (1 << 20), "too-large": good + "#" * (1 << 20), "tags": "- !!python/object/apply:os.system [id]\n",
        "nan": good.replace("format: 1", "format: .nan"), "inf": good + "targets: {drill: {min: 1, goal: .inf, max: .inf}}\n", "e999": good + "targets: {drill: {min: 1, goal: 1e999, max: 1e999}}\n",
        "tiny": good + "targets: {drill: {min: 1e-320, goal: 1e-320, max: 1e-320}}\n", "up": good.replace("A1", "../../etc/passwd"), "absolute": good.replace("A1", "/etc/passwd"),
        "nul": good.replace("Small", "a\0b"), "escape": good.replace("Small", '"\\e[2J\\e]0;x\\a"'), "bidi": good.replace("Small", "\u202egnp"), "case-clash": good + "  - {id: a1, kind: drill, title: Two, text: T.}\n",
        "directives": "".join(f"%TAG !e{n}! x:{n}:\n" for n in range(10_000)), "null": "null\n", "list": "[]\n", "number": "1\n", "json": json.dumps({"format": 1}), "documents": good + "---\n" + good,
        "steps": "".join(" " * n + "a:\n" for n in range(900)), "utf16": "", "long-key": "a" * 100_000 + ": 1\n", "flow": "{" + "a: {" * 900 + "}" * 901,
    }
    files = {f"{name}.yaml": text.encode() for name, text in texts.items()}
    files["utf16.yaml"], files["ones.yaml"], files["empty.yaml"] = good.encode("utf-16"), b"\xff" * 5000, b""
    for length in range(0, len(good), 3): files[f"cut-at-{length}.yaml"] = good.encode()[:length]
    return files


def sidecars():
    """Sidecars of take 20261122-161512-kabc, by name."""
    take = {"format": 1, "id": "20261122-161512-kabc", "state": "finished", "prompt": {"pack": "tpm", "id": "PE1", "title": "Tell me", "text": "Tell me.", "kind": "intro", "covers": ["now", "before"]},
            "target": {"min": 45, "goal": 75, "max": 120}, "targetSource": "kind", "recordedAt": "2026-11-22T16:15:12.000Z", "frames": 8000, "gaps": [{"position": 100, "length": 50, "cause": "stall"}], "ending": "key",
            "clockDriftPPM": -3.5, "covered": [0], "note": "slower", "device": {"name": "default", "sampleRate": 48000, "channels": 1, "sampleFormat": "S16_LE", "periodSize": 960, "bufferSize": 96000}}
    files = {"good-finished": take, "good-recording": take | {"state": "recording"}}
    changes = {
        "format-0": {"format": 0}, "format-newer": {"format": 2}, "format-huge": {"format": 1 << 62}, "format-text": {"format": "1"}, "frames-negative": {"frames": -1}, "frames-huge": {"frames": 1 << 63},
        "frames-many": {"frames": (1 << 31) - 1}, "rate-1": {"device": take["device"] | {"sampleRate": 1}}, "rate-huge": {"device": take["device"] | {"sampleRate": 1 << 62}}, "channels-negative": {"device": take["device"] | {"channels": -(1 << 63)}},
        "target-tiny": {"target": {"min": 1e-300, "goal": 1e-300, "max": 1e-300}}, "target-denormal": {"target": {"min": 5e-324, "goal": 5e-324, "max": 3600}}, "target-huge": {"target": {"min": 1, "goal": 1e308, "max": 1e308}}, "target-zero": {"target": {"min": 0, "goal": 0, "max": 0}},
        "drift": {"clockDriftPPM": 1e308}, "covered": {"covered": [-1, 1 << 62, 0, 0]}, "gap-late": {"gaps": [{"position": (1 << 31) - 1, "length": (1 << 31) - 1, "cause": "stall"}]}, "gap-overflow": {"gaps": [{"position": (1 << 63) - 1, "length": 1, "cause": "stall"}]},
        "gaps-10000": {"gaps": [{"position": 2 * n, "length": 1, "cause": "overrun"} for n in range(10_000)]}, "gap-unknown": {"gaps": [{"position": 1, "length": 1, "cause": "ghost"}]}, "state-unknown": {"state": "dreamt"}, "time-none": {"recordedAt": "yesterday"},
        "time-far": {"recordedAt": "9999-12-31T23:59:59.999+18:00"}, "time-early": {"recordedAt": "0000-01-01T00:00:00.000-18:00"}, "time-offset": {"recordedAt": "2026-11-22T16:15:12.000+99:99"}, "id-other": {"id": "20261122-161512-kabd"}, "id-up": {"id": "../../etc"},
        "title-escape": {"prompt": take["prompt"] | {"title": "\x1b[2J\x9b31m\u202eA", "text": "\x1b]0;x\x07", "covers": ["\x1b[2J"]}}, "title-long": {"prompt": take["prompt"] | {"title": "a" * 500_000}}, "covers-10000": {"prompt": take["prompt"] | {"covers": ["c"] * 10_000}},
        "pack-sql": {"prompt": take["prompt"] | {"pack": "x'; DROP TABLE take; --", "id": "\0"}}, "kind-unknown": {"prompt": take["prompt"] | {"kind": "rant"}}, "note-nul": {"note": "a\0b"}, "note-wide": {"note": "\U0001f469\u200d\U0001f469" * 10_000},
    }
    for name, change in changes.items(): files[name] = take | change
    texts = {name: json.dumps(value).encode() for name, value in files.items()}
    good = texts["good-finished"]
    texts |= {"empty": b"", "list": b"[]", "null": b"null", "brackets": b"[" * 500_000, "braces": b'{"a":' * 100_000, "ones": b"\xff" * 1000, "too-large": good + b" " * 1_100_000, "surrogate": good.replace(b"slower", b"\\ud800"),
              "nan": good.replace(b"-3.5", b"NaN"), "e999": good.replace(b"-3.5", b"1e999"), "digits": good.replace(b"8000", b"9" * 10_000), "twice": good.replace(b'"format"', b'"format": 7, "format"'), "utf16": good.decode().encode("utf-16"), "mark": b"\xef\xbb\xbf" + good}
    for length in range(0, len(good), 25): texts[f"cut-at-{length}"] = good[:length]
    return texts


# What a hand with sqlite3 can do to a whole index.
STATEMENTS = [
    "UPDATE analysis SET pacing = 'x'", "UPDATE analysis SET pacing = '{}'", "UPDATE analysis SET length = 1e300, pauseRate = -1e300", "UPDATE analysis SET length = 9e999", "UPDATE analysis SET articulationRate = 'fast'",
    "UPDATE analysis SET pacing = replace(pacing, '\"duration\":', '\"duration\":1e300,\"x\":')", "UPDATE analysis SET pacing = replace(pacing, '\"duration\":', '\"duration\":-1,\"x\":')", "UPDATE analysis SET pacing = replace(pacing, '0.', '1e200')",
    "UPDATE analysis SET flags = '[\"r9\"]'", "UPDATE analysis SET flags = zeroblob(1000000)", "UPDATE take SET targetMin = -1", "UPDATE take SET targetGoal = 1e-320, targetMin = 1e-320", "UPDATE take SET recordedAt = 'never'", "UPDATE take SET sidecar = '['",
    "UPDATE take SET id = '../../x' WHERE rowid = (SELECT min(rowid) FROM take)", "UPDATE take SET title = char(27) || '[2J'", "UPDATE take SET place = -9223372036854775808", "DELETE FROM take", "DROP TABLE analysis", "DROP TABLE take", "ALTER TABLE take ADD COLUMN more TEXT",
    "CREATE TABLE other (x)", "CREATE TRIGGER t AFTER INSERT ON take BEGIN DELETE FROM take; END", "PRAGMA user_version = 99", "PRAGMA application_id = 1", "DELETE FROM grdb_migrations",
]


def indexes():
    """Files in place of the index, by name."""
    return {"empty": b"", "one": b"\0", "zeros": bytes(4096), "text": b"no database\n" * 500, "magic": b"SQLite format 3\0" + bytes(84), "pages": b"SQLite format 3\0\2\0" + b"\xff" * 8000}


def edited(good, statement):
    """The bytes of the index `good` after `statement`."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "index")
        with open(path, "wb") as file: file.write(good)
        database = sqlite3.connect(path)
        try: database.executescript("PRAGMA journal_mode = DELETE;" + statement)
        except sqlite3.Error: pass
        database.close()
        return open(path, "rb").read()
