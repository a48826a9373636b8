"""Damage done to good bytes."""


def damaged(good, others, chance):
    """`good` with one to eight changes: bytes, bits, pieces gone, doubled or from elsewhere, sizes that lie, cuts."""
    bytes_ = bytearray(good)
    for _ in range(chance.randint(1, 8)):
        if not bytes_: bytes_ = bytearray(b"\0")
        # Most parsers decide in the first hundred bytes.
        at = chance.randrange(min(len(bytes_), chance.choice((16, 64, 256, 1 << 30))))
        size = chance.choice((1, 2, 4, 8, 64))
        kind = chance.randrange(8)
        if kind == 0: bytes_[at] = chance.randrange(256)
        elif kind == 1: bytes_[at] ^= 1 << chance.randrange(8)
        elif kind == 2: del bytes_[at:at + size]
        elif kind == 3: bytes_[at:at] = bytes_[at:at + size]
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(max(1, len(other)))
            bytes_[at:at + size] = other[start:start + size]
        elif kind == 5: bytes_[at:at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x80", b"\xff\xff\xff\x7f"))
        elif kind == 6: bytes_[at:at + size] = bytes(chance.randrange(256) for _ in range(size))
        else: del bytes_[max(at, 1):]
    return bytes(bytes_)


def damaged_text(good, chance):
    """`good` with changes that leave most of it text: numbers, quotes, brackets, words, lines."""
    words = [b"-1", b"0", b"1e999", b"1e308", b"NaN", b"9223372036854775808", b"null", b"true", b"\"\"", b"[]", b"{}", b"\"",
             b"{", b"]", b":", b"\xff", b"\\u0000", b"\\ud800", b"\x1b[2J", b"\xe2\x80\xae", b"&a", b"*a", b"!!x", b"\t", b"- ", b"|"]
    bytes_ = bytearray(good)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(bytes_) + 1)
        kind = chance.randrange(4)
        if kind == 0: bytes_[at:at] = chance.choice(words)
        elif kind == 1: bytes_[at:at + chance.randint(1, 20)] = chance.choice(words)
        elif kind == 2:
            # The next number or word becomes another.
            end = at
            while at < len(bytes_) and not chr(bytes_[at]).isalnum(): at += 1
            end = at
            while end < len(bytes_) and (chr(bytes_[end]).isalnum() or bytes_[end] in b".-+"): end += 1
            bytes_[at:end] = chance.choice(words)
        else:
            lines = bytes(bytes_).split(b"\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first] = lines[second] if chance.random() < 0.7 else b""
            bytes_ = bytearray(b"\n".join(lines))
    return bytes(bytes_)
