import Foundation
import Signal
import SpeechTiming
import Tracker

extension FuzzTarget {
  /// Any numbers as samples, measured.
  static let samples = FuzzTarget(
    name: "samples", about: "any 32-bit floats as samples: measured, exported",
    seeds: {
      rates.indices.map { index in
        [UInt8(index)] + (0..<2000).flatMap { time in bytes(of: Float(time % 37) / 40 - 0.4) }
      } + [[1] + [.greatestFiniteMagnitude, -.infinity, .nan, 1e30, 0, 1, -1].flatMap(bytes(of:))]
    },
    run: { bytes in
      guard let choice = bytes.first, let rate = try? SampleRate(hertz: rates[Int(choice) % rates.count])
      else { return }
      var analyzer = SpeechAnalyzer(sampleRate: rate)
      let samples = bytes.dropFirst().withUnsafeBytes { raw in
        (0..<(raw.count / 4)).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      }
      // What is heard for a moment only decides nothing.
      let repeated = samples.isEmpty ? [] : (0..<(rate.hertz / 2)).map { samples[$0 % samples.count] }
      repeated.withUnsafeBufferPointer { analyzer.append($0) }
      let pacing = analyzer.finish()
      try promise(pacing.duration == rate.seconds(atFrame: Int64(repeated.count)), "the length is wrong")
      let stored = String(decoding: try JSONEncoder().encode(pacing), as: UTF8.self)
      try promise(StoredPacing.value(from: stored) == pacing, "what was measured is not taken for possible")
      try Drawing.show(plain, pacing)
      try Drawing.export(pacing)
    })

  private static let rates = [8000, 16_000, 44_100, 48_000, 96_000]

  private static func bytes(of sample: Float) -> [UInt8] {
    withUnsafeBytes(of: sample.bitPattern.littleEndian) { Array($0) }
  }
}
