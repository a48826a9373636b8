import Foundation
import Signal
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
    let fold = SampleFold(format: .s24packed, channels: 1, sampleRate: .preferred, selection: .automatic)
    #expect(folded(fold, [0xFF, 0x34, 0x12, 0x80, 0x00, 0x80]) == [0x1234, .min])
  }

  @Test func `24 bits in the lower three of four bytes lose their lowest byte`() {
    let fold = SampleFold(format: .s24, channels: 1, sampleRate: .preferred, selection: .automatic)
    #expect(folded(fold, [0xFF, 0x34, 0x12, 0x00, 0x80, 0x00, 0x80, 0xFF]) == [0x1234, .min])
  }

  @Test func `the mean of full scale is full scale`() {
    let fold = SampleFold(format: .s16, channels: 4, sampleRate: .preferred, selection: .sum)
    #expect(folded(fold, [0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F]) == [.max])
    #expect(folded(fold, [0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80]) == [.min])
  }

  @Test func `opposite phases are not averaged to nothing, and what is used is told`() throws {
    let fold = SampleFold(format: .s16, channels: 2, sampleRate: .preferred, selection: .automatic)
    let left = (0..<1920).map { Int16(8000 * sin(Double($0) * 0.07)) }
    let bytes = left.flatMap { [$0, -$0] }.flatMap { sample in
      [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
    }
    #expect(folded(fold, bytes) == left)
    let report = try #require(fold.monitor.report)
    #expect(report.used == [1])
    #expect(report.channels.map(\.verdict) == [.used, .opposite])
    #expect(report.channels.allSatisfy { abs($0.peak - 8000.0 / 32_768) < 0.001 && $0.clippings == 0 })
  }

  /// As a sound server makes two channels of one, whatever comes before and however much it gives at a time.
  @Test(arguments: [37, 480, 960]) func `channels that are equal stay so, bit by bit`(block: Int) throws {
    let fold = SampleFold(format: .s16, channels: 2, sampleRate: .preferred, selection: .automatic)
    var state: UInt32 = 1
    let noise = (0..<48_000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int16(truncatingIfNeeded: state >> 16)
    }
    // One channel alone speaks first, so that the other joins later.
    let (left, right) = (noise + noise, noise.map { _ in Int16(0) } + noise)
    var heard: [Int16] = []
    for start in stride(from: 0, to: left.count, by: block) {
      let bytes = (start..<min(start + block, left.count)).flatMap { [left[$0], right[$0]] }.flatMap {
        sample in
        [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
      }
      heard += folded(fold, bytes)
    }
    #expect(try #require(fold.monitor.report).changes > 0)
    #expect(heard[48_000...].elementsEqual(noise))
  }

  @Test func `clipping is counted in each channel`() throws {
    let fold = SampleFold(format: .s16, channels: 2, sampleRate: .preferred, selection: .sum)
    let bytes = (0..<960).flatMap { index -> [UInt8] in
      let sample = index % 40 < 20 ? Int16.max : .min
      return [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8), 0, 0]
    }
    _ = folded(fold, bytes)
    let report = try #require(fold.monitor.report)
    #expect(report.channels.map(\.clippings) == [48, 0])
    #expect(fold.monitor.clippingsInUse == 48)
  }
}
