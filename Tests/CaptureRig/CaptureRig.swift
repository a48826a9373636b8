import Foundation
import SelfTest
import Signal

/// The machine that a test records on: virtual microphones by name, and what is spoken into them.
///
/// libasound reads its configuration once for a process, so all microphones of all tests stand in one file, which
/// is written and made known before the first of them is opened.
public enum CaptureRig {
  /// Frames per second of every microphone whose name has no rate.
  public static let rate = 48_000
  /// What is spoken: ten seconds in which no sample is 0, so that silence put in place of a loss shows.
  public static let speech: [Int16] = noise(count: 10 * rate, seed: 7)
  /// What is spoken into the stereo microphone: left and right by turns.
  public static let stereo: [Int16] = noise(count: 2 * 4 * rate, seed: 11)

  /// What somebody says into the arrays `array1` to `array16`: 2 s. Channel 1 has it, and so have all but the last two
  /// of four or more, by turns in opposite phase. The last but one of four or more is dead, and the last has what the
  /// machine plays.
  public static let spoken: [Int16] = {
    guard let rate = try? SampleRate(hertz: rate) else { return [] }
    var voice = PlantedVoice(rate: rate, roomDB: -50, seed: 9)
    return voice.samples("....######....##########....######......").map { Int16($0 * 32_767) }
  }()
  /// The numbers of channels of the arrays.
  public static let arrays = [1, 2, 4, 8, 16]

  private static func array(_ channels: Int) -> [Int16] {
    var samples: [Int16] = []
    for (frame, sample) in spoken.enumerated() {
      let played = Int16(8000 * sin(2 * Double.pi * 440 * Double(frame) / Double(rate)))
      for channel in 0..<channels {
        if channels >= 4, channel >= channels - 2 {
          samples.append(channel == channels - 2 ? 0 : played)
        } else {
          samples.append(channel % 2 == 0 ? sample : -sample)
        }
      }
    }
    return samples
  }

  /// What somebody says into the microphones `voice` and `voiceGone`, a `PlantedVoice`: 18 s, in which 3 s, 4 s and 5 s of
  /// speech stand after 1 s and apart by 1 s and 3 s. Their time goes ten times as fast as ours.
  public static let voiceDrawing =
    String(repeating: ".", count: 20) + String(repeating: "#", count: 60) + String(repeating: ".", count: 20)
    + String(repeating: "#", count: 80) + String(repeating: ".", count: 60)
    + String(repeating: "#", count: 100) + String(repeating: ".", count: 20)

  /// The folder with everything of this test run. Touching it makes the microphones known.
  public static let folder: String = {
    let folder = NSTemporaryDirectory() + "aloud-rig-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try write(speech, to: folder + "/speech.raw")
      try write(stereo, to: folder + "/stereo.raw")
      var voice = PlantedVoice(rate: try SampleRate(hertz: rate), seed: 5)
      try write(voice.samples(voiceDrawing).map { Int16($0 * 32_767) }, to: folder + "/voice.raw")
      try write([Int16](repeating: 0, count: 48_000), to: folder + "/zeros.raw")
      for channels in arrays { try write(array(channels), to: folder + "/array\(channels).raw") }
      try configuration(in: folder).write(
        toFile: folder + "/asound.conf", atomically: true, encoding: .utf8)
    } catch {
      print("the capture rig could not be built: \(error)")
    }
    setenv("ALSA_CONFIG_PATH", folder + "/asound.conf", 1)
    atexit { try? FileManager.default.removeItem(atPath: CaptureRig.folder) }
    return folder
  }()

  /// Where SwiftPM put the executables and libraries of this build.
  public static let binaries: String = {
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (executable as NSString).deletingLastPathComponent
  }()

  /// A fresh empty folder for one test.
  public static func scratch(_ name: String = "scratch") throws -> String {
    let path = folder + "/\(name)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// Samples that are never 0, the same for the same seed (xorshift64*, Vigna 2016).
  public static func noise(count: Int, seed: UInt64) -> [Int16] {
    var state = seed
    return (0..<count).map { _ in
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      let value = Int16(truncatingIfNeeded: (state &* 2_685_821_657_736_338_717) >> 48)
      return value == 0 ? 1 : value
    }
  }

  /// Samples as little-endian bytes in a file.
  public static func write(_ samples: [Int16], to path: String) throws {
    try samples.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
  }

  private static func configuration(in folder: String) -> String {
    let speech = "infile \"\(folder)/speech.raw\""
    func microphone(_ name: String, _ fields: String) -> String {
      "pcm.\(name) { type aloudmic \(fields) }\n"
    }
    return "pcm_type.aloudmic { lib \"\(binaries)/libasound_module_pcm_aloudmic.so\" }\n"
      + microphone("mic", speech + " hint { show on description \"Test microphone\" }")
      + microphone("stereo", "infile \"\(folder)/stereo.raw\" channels 2")
      + microphone("wide", speech + " sample_format S32_LE")
      + microphone("mic44100", speech + " rate 44100")
      + microphone("mic192000", speech + " rate 192000")
      + microphone("mic8000", speech + " rate 8000")
      + microphone("overrun", speech + " xrun_at [ 24000 60000 ]")
      + microphone("storm", speech + " xrun_at [ \((1...20).map { "\($0 * 7200)" }.joined(separator: " ")) ]")
      + microphone("suspended", speech + " suspend_at 30000")
      + microphone("hanging", speech + " hang_at 30000")
      + microphone("gone", speech + " gone_at 50000")
      + microphone("goneMasked", speech + " gone_at 50000 gone_masked true")
      + microphone("goneAtOnce", speech + " gone_at 0")
      + microphone("stall", speech + " stall_at 30000 stall_ms 2000")
      + microphone("dead", speech + " stall_at 30000 stall_ms 3600000")
      + microphone("leaky", speech + " lose_at 30000 lose_frames 9600")
      + microphone("voice", "infile \"\(folder)/voice.raw\" speed_pct 1000")
      + microphone("voiceGone", "infile \"\(folder)/voice.raw\" speed_pct 1000 gone_at \(5 * rate)")
      + microphone("muted", "infile \"\(folder)/zeros.raw\"")
      + arrays.map { microphone("array\($0)", "infile \"\(folder)/array\($0).raw\" channels \($0)") }.joined()
      + [("plugMic", "mic"), ("plugStereo", "stereo"), ("plugArray2", "array2"), ("plugArray8", "array8")]
      .map { "pcm.\($0) { type plug slave.pcm \"\($1)\" }\n" }.joined()
      + "pcm.plug8000 { type plug slave.pcm \"mic8000\" }\n" + "pcm.speaker { type null }\n"
      + microphone("busy", speech + " busy true")
      + microphone("denied", speech + " open_errno 13")
      + microphone("refused", speech + " open_errno 111")
  }
}
