/// The bands that separate speech from noise: 15 between 100 and 7400 Hz. They are about a third of an octave
/// wide above 600 Hz, and wider below, where a third of an octave would be narrower than the distance between
/// two harmonics of a voice.
package enum SpeechBands {
  /// Band edges in hertz.
  package static let edges: [Double] = [
    100, 200, 300, 450, 600, 800, 1000, 1300, 1600, 2000, 2500, 3100, 3800, 4800, 6000, 7400,
  ]
  /// Number of bands.
  package static let count = 15
  /// Lane of the level of 100–7400 Hz together, after those of the bands. Computed, so that other modules see
  /// the number.
  @inline(__always)
  package static var whole: Int { 15 }

  /// Bands within the frequencies that a recording of this rate can hold. The filters of converters and
  /// codecs remove the top tenth below the Nyquist frequency.
  package static func present(at rate: SampleRate) -> Int {
    max(1, edges.dropFirst().prefix { $0 <= 0.45 * Double(rate.hertz) }.count)
  }

  /// The first FFT bin of each band and the end of the last, for `length` points at 16 kHz.
  static func bins(length: Int) -> [Int] {
    edges.map { Int(($0 * Double(length) / Double(SampleRate.speech.hertz)).rounded(.up)) }
  }
}
