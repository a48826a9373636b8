"""espeak-ng as a library: unlike the command it says when each phoneme sounds."""
import ctypes
import numpy as np

LIBRARY = "libespeak-ng.so.1"
PHONEME, SYNCHRONOUS, PHONEME_EVENTS, IPA, DONT_EXIT = 7, 2, 1, 2, 0x8000
RATE_PARAMETER, PITCH_PARAMETER, UTF8 = 1, 3, 1
# First letters of the vowels of the International Phonetic Alphabet; a mark below (U+0329) makes a consonant a nucleus.
VOWELS, SYLLABIC = set("aeiouyæɐɑɒɔəɚɛɜɝɞɪɨɘɵʉʊʌøœɤɯɶᵻ"), "\u0329"


class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("identifier", ctypes.c_uint), ("text", ctypes.c_int), ("length", ctypes.c_int),
                ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("name", ctypes.c_char * 8)]


class Voice(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p), ("gender", ctypes.c_ubyte),
                ("age", ctypes.c_ubyte), ("variant", ctypes.c_ubyte), ("reserved", ctypes.c_ubyte), ("score", ctypes.c_int), ("spare", ctypes.c_void_p)]


HEARD = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Espeak:
    """One synthesiser; `speak` gives samples, their rate, and (start, name) of each phoneme in seconds."""
    def __init__(self):
        self.library = ctypes.CDLL(LIBRARY)
        self.rate = self.library.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEME_EVENTS | IPA | DONT_EXIT)
        self.heard = HEARD(self.hear)
        self.library.espeak_SetSynthCallback(self.heard)

    def hear(self, samples, count, events):
        if samples and count > 0: self.pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type:
            if events[index].type == PHONEME:
                self.phonemes.append((events[index].milliseconds / 1000, events[index].name.decode("utf-8", "ignore")))
            index += 1
        return 0

    def speak(self, voice, pace, pitch, text):
        self.pieces, self.phonemes = [], []
        # As the command does: a file's name, else a language.
        if self.library.espeak_SetVoiceByName(voice.encode()):
            if self.library.espeak_SetVoiceByProperties(ctypes.byref(Voice(languages=voice.encode()))): raise SystemExit(f"espeak-ng has no voice {voice}")
        self.library.espeak_SetParameter(RATE_PARAMETER, pace, 0)
        self.library.espeak_SetParameter(PITCH_PARAMETER, pitch, 0)
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, 1, 0, UTF8, None, None)
        return np.concatenate(self.pieces) / 32768, self.rate, self.phonemes


def is_nucleus(name):
    bare = name.lstrip("ˈˌ")
    return bool(bare) and (bare[0] in VOWELS or SYLLABIC in bare)
