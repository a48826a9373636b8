import Testing

@testable import Signal

@Suite struct BiquadTests {
  @Test("eight at a time equals one at a time, however many come", arguments: [1, 7, 8, 160, 161])
  func blocks(size: Int) {
    var source = TestSignal(seed: 11)
    let samples = source.noise(1000, rms: 0.2)
    let (b, a) = ((0.9, -1.7, 0.8), (-1.6, 0.7))
    var expected: [Double] = []
    for n in samples.indices {
      let x = { (back: Int) in n >= back ? Double(samples[n - back]) : 0 }
      let y = { (back: Int) in n >= back ? expected[n - back] : 0 }
      expected.append(b.0 * x(0) + b.1 * x(1) + b.2 * x(2) - a.0 * y(1) - a.1 * y(2))
    }
    var filter = Biquad(b: b, a: a)
    var result: [Float] = []
    for start in stride(from: 0, to: samples.count, by: size) {
      result += samples[start..<min(samples.count, start + size)]
      filter.apply(to: &result, from: start)
    }
    for (value, expected) in zip(result, expected) { #expect(abs(Double(value) - expected) < 1e-5) }
  }
}
