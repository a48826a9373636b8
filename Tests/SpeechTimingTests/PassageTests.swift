import Signal
import Testing

@testable import SpeechTiming

@Suite struct PassageTests {
  /// A table of 20 windows, each with its number as its flatness.
  private var table: FeatureTable {
    var extractor = FeatureExtractor(sampleRate: .plain)
    let silence = [Float](repeating: 0, count: 3200)
    silence.withUnsafeBufferPointer { extractor.append($0) }
    extractor.finish()
    var table = extractor.table
    for window in 0..<table.count { table.flatness[window] = Float(window) }
    return table
  }

  @Test func `windows that a gap touches are left out, and one on either side`() throws {
    let passage = Passage(table: table, count: 20, sampleRate: .plain, lost: [4..<6, 12..<13])
    #expect(passage.table.flatness == [0, 1, 2, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19])
    #expect(passage.count == 13)
    #expect((0..<13).map(passage.window(at:)) == passage.table.flatness.map { Int($0) })
    #expect([0, 3, 5, 7, 8, 13, 14, 20].map(passage.index(of:)) == [0, 3, 3, 3, 4, 7, 7, 13])
  }

  @Test func `what is heard up to a gap ends there, and what is heard after it begins there`() throws {
    let passage = Passage(table: table, count: 20, sampleRate: .plain, lost: [4..<6, 12..<13])
    #expect([0, 2, 3, 4, 7].map(passage.start(of:)) == [0, 2, 6, 8, 13])
    #expect([0, 1, 2, 6, 12].map(passage.end(of:)) == [1, 2, 4, 12, 20])
  }

  @Test func `gaps that overlap, lie outside or leave nothing are as good as any`() throws {
    let lost = [0..<2, 1..<5, 5..<6, 18..<40, 60..<70]
    let passage = Passage(table: table, count: 20, sampleRate: .plain, lost: lost)
    #expect(passage.table.flatness == [7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    let nothing = Passage(table: table, count: 20, sampleRate: .plain, lost: [0..<50])
    #expect(nothing.count == 0)
    #expect(nothing.index(of: 20) == 0)
  }
}
