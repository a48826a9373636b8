import SelfTest
import Signal
import SpeechTiming
import Testing

@Suite struct SelfTestTests {
  private func analysis(of test: SelfTestCase) -> Pacing {
    var analyzer = SpeechAnalyzer(sampleRate: test.rate)
    test.samples.withUnsafeBufferPointer { analyzer.append($0) }
    return analyzer.finish(gaps: test.gaps)
  }

  @Test(arguments: SelfTestCase.all.indices) func `what is planted is found`(index: Int) {
    let test = SelfTestCase.all[index]
    for finding in test.compare(analysis(of: test)) where !finding.isGood {
      Issue.record("\(test.name): \(finding)")
    }
  }

  @Test(arguments: SelfTestCase.all.indices) func `a wrong result is a miss`(index: Int) {
    let test = SelfTestCase.all[index]
    let found = analysis(of: test)
    let late = found.speech.map { Interval(start: $0.start + 0.05, end: $0.end + 0.05) }
    let wrong = [
      Pacing(
        duration: found.duration, speech: found.speech + [Interval(start: 100, end: 101)], gaps: found.gaps),
      late.isEmpty ? nil : Pacing(duration: found.duration, speech: late, gaps: found.gaps),
      late.isEmpty
        ? nil : Pacing(duration: found.duration, speech: Array(found.speech.dropLast()), gaps: found.gaps),
    ].compactMap(\.self)
    for pacing in wrong { #expect(test.compare(pacing).contains { !$0.isGood }) }
  }

  @Test func `the same seed plants the same samples`() {
    #expect(SelfTestCase.all[0].samples == SelfTestCase.all[0].samples)
  }
}
