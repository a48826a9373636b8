import Testing

@testable import AudioDevice

@Suite struct SampleFoldTests {
  private func folded(_ fold: SampleFold, _ bytes: [UInt8]) -> [Int16] {
    let count = bytes.count / fold.frameBytes
    var result = [Int16](repeating: 0, count: count)
    bytes.withUnsafeBytes { source in
      result.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        fold.fold(from, count: count, into: to)
      }
    }
    return result
  }

  @Test func `packed 24 bits lose their lowest byte`() {
    let fold = SampleFold(format: .s24packed, channels: 1, channel: nil)
    #expect(folded(fold, [0xFF, 0x34, 0x12, 0x80, 0x00, 0x80]) == [0x1234, .min])
  }

  @Test func `the mean of full scale is full scale`() {
    let fold = SampleFold(format: .s16, channels: 4, channel: nil)
    #expect(folded(fold, [0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F]) == [.max])
    #expect(folded(fold, [0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80]) == [.min])
  }
}
