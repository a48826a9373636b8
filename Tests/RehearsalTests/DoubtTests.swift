import Rehearsal
import Signal
import SpeechTiming
import Testing

/// What a file says wrongly of itself, among the warnings.
@Suite struct DoubtTests {
  private func warnings(_ gaps: [Interval], _ doubts: [FileDoubt]) -> [TakeWarning] {
    var pacing = Answers.unbroken(100)
    (pacing.gaps, pacing.doubts) = (gaps, doubts)
    return Assessment.warnings(about: pacing)
  }

  @Test func `Each doubt is a warning of its own name, and tells whether sound is missing`() {
    let kinds: [FileDoubt.Kind] = [.cutShort, .damaged, .hole, .notMeasured, .notClosed, .longer]
    let found = warnings([], kinds.map { FileDoubt($0, read: 100) })
    #expect(found.map(\.name) == ["cutShort", "damaged", "hole", "notMeasured", "notClosed", "longer"])
    #expect(found.map(\.isLoss) == [true, true, true, true, false, false])
  }

  @Test func `A gap that is in the file is not said to be lost by the device`() {
    let hole = FileDoubt(.hole, read: 100, missing: 1.5, places: [10])
    #expect(warnings([Interval(start: 10, end: 11.5)], [hole]) == [.file(hole)])
    let both = warnings([Interval(start: 10, end: 11.5), Interval(start: 20, end: 20.5)], [hole])
    #expect(both == [.file(hole), .gap(count: 1, seconds: 0.5)])
  }

  @Test func `A doubt lists ten places and counts all`() {
    let doubt = FileDoubt(.damaged, read: 100, places: (0..<25).map(Double.init))
    #expect(doubt.places.count == 10 && doubt.count == 25)
  }
}
