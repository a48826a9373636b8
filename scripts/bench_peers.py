"""Time of the Python peers on one WAV file, in their own process and without the time to start and to read: NAME⇥SECONDS, or
NAME⇥what is missing.   python3 bench_peers.py FILE.wav [RUNS]"""
import os, sys, time, wave
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"): os.environ[name] = "1"


def praat(path):
    import parselmouth
    from parselmouth.praat import call
    sound = parselmouth.Sound(path)
    return lambda: call(sound, "To TextGrid (silences)", 100, 0, -25, 0.1, 0.1, "silent", "sounding")


def nuclei(path):
    """What Syllable Nuclei v3 (de Jong, Pacilly, Heeren 2021) asks Praat for: intensity, silences, peaks, pitch at each peak."""
    import parselmouth
    from parselmouth.praat import call
    sound = parselmouth.Sound(path)

    def run():
        intensity = sound.to_intensity(50)
        call(intensity, "To TextGrid (silences)", -25, 0.3, 0.1, "silent", "sounding")
        peaks = call(call(intensity, "To IntensityTier (peaks)"), "Down to PointProcess")
        pitch = sound.to_pitch_ac(0.02, 30, very_accurate=False, max_number_of_candidates=4, silence_threshold=0.03, voicing_threshold=0.25,
                                  octave_cost=0.01, octave_jump_cost=0.35, voiced_unvoiced_cost=0.25, pitch_ceiling=450)
        for index in range(1, int(call(peaks, "Get number of points")) + 1):
            pitch.get_value_at_time(call(peaks, "Get time from index", index))
    return run


def webrtc(path):
    import webrtcvad
    detector, data = webrtcvad.Vad(3), frames(path)
    return lambda: [detector.is_speech(data[i:i + 320], 16000) for i in range(0, len(data) - 319, 320)]


def silero(path):
    import silero_vad, torch
    torch.set_num_threads(1)
    model = silero_vad.load_silero_vad(onnx=True)
    samples = torch.frombuffer(bytearray(frames(path)), dtype=torch.int16).float() / 32768
    return lambda: silero_vad.get_speech_timestamps(samples, model, sampling_rate=16000)


def frames(path):
    with wave.open(path) as file: return file.readframes(file.getnframes())


PEERS = (("Praat, To TextGrid (silences)", praat, "praat-parselmouth"), ("Praat, the steps of Syllable Nuclei v3", nuclei, "praat-parselmouth"),
         ("Silero VAD, ONNX", silero, "silero-vad and onnxruntime"), ("WebRTC VAD, mode 3, 10 ms", webrtc, "webrtcvad"))


def main():
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for name, prepare, package in PEERS:
        try: run = prepare(sys.argv[1])
        except ImportError:
            print(f"{name}\tnot installed: pip install {package}", flush=True)
            continue
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        print(f"{name}\t{min(times)}", flush=True)


main()
