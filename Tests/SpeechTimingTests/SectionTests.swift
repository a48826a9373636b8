import Signal
import Testing

@testable import SpeechTiming

@Suite struct SectionTests {
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
    let section = Section(table: table, count: 20, sampleRate: .plain, lost: [4..<6, 12..<13])
    #expect(section.table.flatness == [0, 1, 2, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19])
    #expect(section.count == 13)
    #expect((0..<13).map(section.window(at:)) == section.table.flatness.map { Int($0) })
    #expect([0, 3, 5, 7, 8, 13, 14, 20].map(section.index(of:)) == [0, 3, 3, 3, 4, 7, 7, 13])
  }

  @Test func `what is heard up to a gap ends there, and what is heard after it begins there`() throws {
    let section = Section(table: table, count: 20, sampleRate: .plain, lost: [4..<6, 12..<13])
    #expect([0, 2, 3, 4, 7].map(section.start(of:)) == [0, 2, 6, 8, 13])
    #expect([0, 1, 2, 6, 12].map(section.end(of:)) == [1, 2, 4, 12, 20])
  }

  @Test func `gaps that overlap, lie outside or leave nothing are as good as any`() throws {
    let lost = [0..<2, 1..<5, 5..<6, 18..<40, 60..<70]
    let section = Section(table: table, count: 20, sampleRate: .plain, lost: lost)
    #expect(section.table.flatness == [7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    let nothing = Section(table: table, count: 20, sampleRate: .plain, lost: [0..<50])
    #expect(nothing.count == 0)
    #expect(nothing.index(of: 20) == 0)
  }
}
