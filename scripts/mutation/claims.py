"""Heads that lie: samples that are all there, in every container of chunks, behind sizes that are 0, −1, too small or too large."""
import struct

RATE = 16_000
# Sizes in 32 bits; the last four are set beside the true one, n.
SIZES = (0, 0xffffffff, 0x7fffffff, 0x7ffff000, 0xfffffff0)
REST = b"\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a"


def heads(pcm):
    """Files by name, each with all of `pcm`: 16 bits, mono, little-endian."""
    big = b"".join(pcm[at + 1:at + 2] + pcm[at:at + 1] for at in range(0, len(pcm), 2))
    sizes = SIZES + (len(pcm) // 2 & ~1, 2 * len(pcm))
    files = {}
    for size in sizes:
        for whole in (0, 36, 0xffffffff):
            files[f"riff-{whole:x}-{size:x}.wav"] = riff(pcm, size, whole)
        files[f"{size:x}.rifx.wav"] = riff(big, size, 0xffffffff, b"RIFX", ">")
        for order, body, mark in ((">", big, b".snd"), ("<", pcm, b"dns.")):
            files[f"{size:x}{mark.decode()}au"] = mark + struct.pack(order + "5I", 24, size, 3, RATE, 1) + body
        for frames in (0, len(pcm) // 2, 0xffffffff):
            for kind, coding, body in ((b"AIFF", b"", big), (b"AIFC", b"sowt\0\0", pcm)):
                files[f"{size:x}-{frames:x}.{kind.decode().lower()}"] = aiff(body, size, frames, kind, coding)
    for size in (0, 4, -1, len(pcm) // 2 & ~1, 2 * len(pcm), 1 << 40):
        for order, flags, body in (("big", 0, big), ("little", 2, pcm)):
            files[f"{size:x}-{order}.caf"] = caf(body, size, flags)
    for size in (0, 24, (1 << 64) - 1, len(pcm) // 2, 2 * len(pcm), 1 << 40):
        files[f"{size:x}.w64"] = wave64(pcm, size)
    for form in (b"RF64", b"BW64"):
        for name, number in (("0", 0), ("true", len(pcm)), ("open", (1 << 64) - 1), ("twice", 2 * len(pcm))):
            sizes64 = struct.pack("<QQQI", number, number, number // 2 if number >> 63 == 0 else number, 0)
            for size in (0xffffffff, len(pcm)):
                files[f"{form.decode().lower()}-{name}-{size:x}.wav"] = riff(pcm, size, 0xffffffff, form, front=chunk(b"ds64", sizes64))
    for length in (1, 5, 27, 603):
        for tag in (b"LIST", b"bext", b"JUNK", b"abcd"):
            files[f"no-pad-{length}-{tag.decode()}.wav"] = riff(pcm, len(pcm), front=chunk(tag, b"a" * length))
    return files


def chunk(tag, data, size=None, order="<"):
    return tag + struct.pack(order + "I", len(data) if size is None else size) + data


def riff(body, size, whole=None, form=b"RIFF", order="<", front=b""):
    layout = chunk(b"fmt ", struct.pack(order + "HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16), order=order)
    contents = b"WAVE" + front + layout + chunk(b"data", body, size, order)
    return form + struct.pack(order + "I", len(contents) if whole is None else whole) + contents


def aiff(body, size, frames, kind, coding):
    rate = struct.pack(">HQ", 16383 + RATE.bit_length() - 1, RATE << 64 - RATE.bit_length())
    common = chunk(b"COMM", struct.pack(">HIH", 1, frames, 16) + rate + coding, order=">")
    contents = kind + common + chunk(b"SSND", bytes(8) + body, size, ">")
    return b"FORM" + struct.pack(">I", 0xffffffff) + contents


def caf(body, size, flags):
    layout = struct.pack(">d4s5I", RATE, b"lpcm", flags, 2, 1, 1, 16)
    return b"caff\0\1\0\0desc" + struct.pack(">q", 32) + layout + b"data" + struct.pack(">q", size) + bytes(4) + body


def wave64(body, size):
    part = lambda tag, length, data: tag + REST + struct.pack("<Q", length) + data
    layout = part(b"fmt ", 40, struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16))
    return b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00" + struct.pack("<Q", size) + b"wave" + REST + layout + part(b"data", size, body)
