import Foundation

/// A spoken answer of which it is known where every pause is: a synthesiser's phrases with silences of chosen
/// lengths between them, in a quiet room.
struct Speech {
  let samples: [Int16]
  /// Where nothing was said between the phrases, in seconds.
  let pauses: [ClosedRange<Double>]
  /// From the first word to the last.
  let answer: ClosedRange<Double>

  var seconds: Double { Double(samples.count) / Double(Room.rate) }

  /// About twelve seconds with three pauses: brief, long, dead air.
  static func answer() throws -> Speech { try made.get() }

  private static let made = Result { try make() }
  private static let phrases = [
    "I led the migration of our billing platform.", "We moved in three waves.",
    "The hardest call was a freeze.", "We finished in five months.",
  ]
  private static let silences = [0.4, 1.4, 2.8]

  private static func make() throws -> Speech {
    let home = try Home()
    var samples = Room.silence(seconds: 1.2)
    var pauses: [ClosedRange<Double>] = []
    func now() -> Double { Double(samples.count) / Double(Room.rate) }
    for (index, phrase) in phrases.enumerated() {
      samples += try said(phrase, in: home)
      if index < silences.count {
        pauses.append(now()...(now() + silences[index]))
        samples += Room.silence(seconds: silences[index])
      }
    }
    let answer = 1.2...now()
    samples += Room.silence(seconds: 1)
    // A room is never digitally silent: −60 dBFS of noise.
    let noise = Room.noise(seconds: now() + 1, peak: 0.0017)
    return Speech(samples: zip(samples, noise).map { $0 &+ $1 }, pauses: pauses, answer: answer)
  }

  /// `phrase` at 48 kHz without the silence around it.
  private static func said(_ phrase: String, in home: Home) throws -> [Int16] {
    let (raw, clean) = (home.file("raw.wav"), home.file("clean.wav"))
    let trim = ["silence", "1", "0.01", "0.5%", "reverse"]
    let steps = [
      ("espeak-ng", ["-v", "en-us", "-s", "170", "-w", raw, phrase]),
      ("sox", [raw, "-r", "48000", "-c", "1", "-b", "16", clean, "norm", "-6"] + trim + trim),
    ]
    for (program, arguments) in steps {
      let result = try home.run(program, arguments)
      guard result.code == 0 else { throw ToolFailed(description: "\(program): \(result)") }
    }
    return try WAV.samples(of: URL(filePath: clean))
  }
}

/// A program that the tests need is missing or failed; scripts/setup test installs them.
struct ToolFailed: Error, CustomStringConvertible {
  let description: String
}
