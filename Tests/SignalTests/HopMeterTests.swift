import Testing

@testable import Signal

extension HopMeter {
  @discardableResult fileprivate mutating func append(
    _ hop: [Float], to table: inout FeatureTable
  ) -> (mean: Float, variance: Float) {
    hop.withUnsafeBufferPointer { append($0, to: &table) }
  }
}

@Suite struct HopMeterTests {
  @Test("three equal samples at full scale are a clipped run, two are not")
  func clippings() {
    var (meter, table) = (HopMeter(), FeatureTable())
    let top: Float = 32_767 / 32_768
    meter.append([0, top, top, 0.1, -1, -1, -1, -1, 0.2, top, top], to: &table)
    #expect(meter.clippings == 1)
    meter.append([top, 0, 0.5, 0.5, 0.5], to: &table)
    #expect(meter.clippings == 2)
    #expect(meter.peak == 1)
  }

  @Test("power is that of the signal without its mean")
  func power() {
    var (meter, table) = (HopMeter(), FeatureTable())
    let hop = meter.append((0..<160).map { 0.3 + ($0 % 2 == 0 ? 0.01 : -0.01) }, to: &table)
    #expect(abs(hop.mean - 0.3) < 1e-5)
    #expect(abs(hop.variance - 0.0001) < 1e-6)
    #expect(!table.isVoid[0])
  }
}
