"""What a detector made of the recordings: the rules of the table in docs/accuracy.md, in 10 ms windows."""
import numpy as np

PAUSE, CLOSED, TOLERANCE, MARGIN = 0.25, 0.15, 0.1, 0.05


def closed(spans):
    """Silences under 150 ms closed."""
    result = []
    for start, end in sorted(spans):
        if result and start - result[-1][1] < CLOSED: result[-1][1] = max(end, result[-1][1])
        else: result.append([start, end])
    return result


def windows(spans, duration):
    mask = np.zeros(int(round(duration * 100)), bool)
    for start, end in spans: mask[int(round(start * 100)):int(round(end * 100))] = True
    return mask


def pauses(spans):
    return [[a[1], b[0]] for a, b in zip(spans, spans[1:]) if b[0] - a[1] >= PAUSE - 1e-6]


def share(one, other):
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def matches(true, found):
    """Pairs of pauses: half of the union is shared, or both ends are within 100 ms; best first, each once."""
    near = lambda t, f: abs(t[0] - f[0]) <= TOLERANCE and abs(t[1] - f[1]) <= TOLERANCE
    pairs = sorted((-share(t, f), i, k) for i, t in enumerate(true) for k, f in enumerate(found) if share(t, f) >= 0.5 or near(t, f))
    used, other, result = set(), set(), []
    for _, i, k in pairs:
        if i in used or k in other: continue
        used.add(i)
        other.add(k)
        result.append((i, k))
    return result


def judged(recording, speech):
    """Counts of one recording: false speech on events, pauses, windows."""
    true, found = closed(recording.speech), closed([[max(0, a), min(recording.duration, b)] for a, b in speech])
    t, f = windows(true, recording.duration), windows(found, recording.duration)
    heard = [f[int((a - MARGIN) * 100):int((b + MARGIN) * 100)].sum() * 10 for a, b in recording.events]
    true_pauses, found_pauses = pauses(true), pauses(found)
    pairs = matches(true_pauses, found_pauses)
    kept = {i for i, _ in pairs}
    with_event = [i for i, p in enumerate(true_pauses) if any(p[0] <= a and b <= p[1] for a, b in recording.events)]
    length = lambda spans: spans[-1][1] - spans[0][0] if spans else 0
    return dict(events=len(heard), false_ms=float(sum(heard)), taken=sum(h >= 60 for h in heard), wrong=int((t != f).sum()), speech=int(t.sum()),
                missed=int((t & ~f).sum()), true=len(true_pauses), found=len(found_pauses), hits=len(pairs), disturbed=len(with_event),
                broken=sum(i not in kept for i in with_event), length_ms=1000 * abs(length(true) - length(found)), recordings=1)


def pooled(counts):
    """Figures of many recordings: ms of speech heard per event, events taken for speech and pauses broken in %, DER, missed, F1, length error in ms."""
    total = {key: sum(c[key] for c in counts) for key in counts[0]}
    ratio = lambda a, b: a / b if b else 0.0
    return dict(ms=ratio(total["false_ms"], total["events"]), taken=100 * ratio(total["taken"], total["events"]),
                broken=100 * ratio(total["broken"], total["disturbed"]), der=100 * ratio(total["wrong"], total["speech"]),
                missed=100 * ratio(total["missed"], total["speech"]), f1=100 * ratio(2 * total["hits"], total["true"] + total["found"]),
                length=ratio(total["length_ms"], total["recordings"]), events=total["events"], pauses=total["true"])
