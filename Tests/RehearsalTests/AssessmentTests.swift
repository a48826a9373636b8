import Signal
import SpeechTiming
import Testing

@testable import Rehearsal

@Suite struct AssessmentTests {
  /// R1 from 150 s, R2 from 1.5 × 120 = 180 s.
  private let target: Target

  init() throws { target = try Target(min: 60, goal: 120, max: 150) }

  /// Speech of so many hundredths, with breaths, so that R3 has nothing to say.
  private func answer(_ length: Int, after start: Int = 0) -> Pacing {
    var pieces = Array(repeating: 2900, count: (length - 1) / 3000)
    pieces.append(length - 3000 * pieces.count)
    return Answers.speech(pieces, pause: 100, after: start)
  }

  private func flags(_ pacing: Pacing) -> [Flag] { Assessment(of: pacing, against: target).flags }

  @Test(arguments: [
    (5999, [Rule.tooShort]), (6000, []), (14_999, []), (15_000, []), (15_001, [.r1]), (18_000, [.r1]),
    (18_001, [.r1, .r2]),
  ])
  func `An answer is held against min, max and one and a half goals`(length: Int, rules: [Rule]) {
    // Wherever it starts: 150 s must not become too long by rounding.
    for start in 0..<200 {
      let assessment = Assessment(of: answer(length, after: start), against: target)
      #expect(assessment.flags.map(\.rule) == rules, "after \(start)")
      #expect(assessment.isInTarget == (6000...15_000).contains(length), "after \(start)")
      #expect(assessment.rambles == (length > 15_000))
    }
  }

  /// Of these lengths, 8, 15 and 63 s come out short by rounding after some of the starts.
  @Test(arguments: [8, 15, 60, 63])
  func `An answer of exactly min is not too short`(min: Int) throws {
    let target = try Target(min: Double(min), goal: 100, max: 200)
    for start in 0..<200 {
      let assessment = Assessment(of: Answers.unbroken(min * 100, after: start), against: target)
      #expect(assessment.isInTarget, "after \(start)")
      #expect(!assessment.flags.contains { $0.rule == .tooShort }, "after \(start)")
    }
    #expect(Assessment(of: Answers.unbroken(min * 100 - 1), against: target).flags.first?.rule == .tooShort)
  }

  @Test func `R2 can come before R1`() throws {
    let wide = try Target(min: 10, goal: 40, max: 240)
    #expect(Assessment(of: answer(6000), against: wide).flags.isEmpty)
    let flag = try #require(Assessment(of: answer(6100), against: wide).flags.first)
    #expect(flag.rule == .r2)
    #expect(flag.measured == 61)
    #expect(flag.limit == 60)
    #expect(flag.span == Interval(start: 60, end: 61))
  }

  @Test func `R1 and R2 show what was measured and what ran over`() {
    let flags = flags(answer(20_000, after: 300))
    #expect(
      flags == [
        Flag(.r1, 200, limit: 150, .seconds, from: 153, to: 203),
        Flag(.r2, 200, limit: 180, .seconds, from: 183, to: 203),
      ])
  }

  @Test func `Too short shows the whole answer and no other length rule`() {
    #expect(
      flags(answer(3000, after: 200)) == [Flag(.tooShort, 30, limit: 60, .seconds, from: 2, to: 32)])
    #expect(!Assessment(of: answer(3000), against: target).rambles)
  }

  @Test(arguments: [(3999, false), (4000, false), (4001, true)])
  func `R3 allows forty seconds without a breath`(length: Int, isFlagged: Bool) {
    for start in 0..<200 {
      let pacing = Answers.speech([3000, length, 3000], pause: 60, after: start)
      #expect(flags(pacing).map(\.rule).contains(.r3) == isFlagged, "after \(start)")
    }
  }

  @Test(arguments: [(24, true), (25, true), (49, true), (50, false), (51, false)])
  func `For R3 a breath is half a second`(pause: Int, isFlagged: Bool) {
    for start in 0..<200 {
      // 15 s: there half a second comes out short after some of the starts.
      let pacing = Answers.speech([1500, 3000, 2500], pause: pause, after: start)
      #expect(flags(pacing).map(\.rule).contains(.r3) == isFlagged, "after \(start)")
    }
  }

  @Test func `R3 names each stretch by itself`() {
    let pacing = Answers.speech([4100, 1000, 5000], pause: 100, after: 200)
    #expect(
      flags(pacing) == [
        Flag(.r3, 41, limit: 40, .seconds, from: 2, to: 43),
        Flag(.r3, 50, limit: 40, .seconds, from: 55, to: 105),
      ])
  }

  @Test func `R3 does not count across lost audio`() {
    var pacing = Answers.unbroken(6000)
    pacing.gaps = [Interval(start: 30, end: 30.1)]
    #expect(flags(pacing).isEmpty)
    #expect(
      pacing.breathGroups(breath: 0.5).map(\.duration).map { ($0 * 10).rounded() } == [
        300, 299,
      ])
  }

  @Test func `A stretch begins and ends with speech also beside lost audio`() {
    var pacing = Answers.speech([2000, 2000], pause: 80)
    pacing.gaps = [Interval(start: 20.3, end: 20.4)]
    let groups = pacing.breathGroups(breath: 0.5)
    #expect(groups == [Interval(start: 0, end: 20), pacing.speech[1]])
  }

  @Test(arguments: [
    (20, 22, false), (20, 23, true), (40, 45, false), (40, 46, true), (60, 69, true), (20, 10, false),
  ])
  func `R4 finds a last third that is fifteen per cent faster`(first: Int, last: Int, isFlagged: Bool) {
    for start in 0..<200 {
      let found = flags(Answers.thirds(first, 99, last, after: start)).filter { $0.rule == .r4 }
      #expect(found.isEmpty != isFlagged, "after \(start)")
    }
  }

  @Test func `R4 shows the last third and by how much it is faster`() throws {
    let flag = try #require(flags(Answers.thirds(20, 20, 30, after: 100)).last)
    #expect(flag == Flag(.r4, 50, limit: 15, .percent, from: 21, to: 31))
  }

  @Test func `R4 needs three seconds of speech in both thirds, and syllables in the first`() {
    #expect(flags(Answers.thirds(0, 20, 30)).map(\.rule) == [.tooShort])
    for (length, rules) in [(299, [Rule.tooShort]), (300, [.tooShort, .r4])] {
      for start in 0..<200 {
        var pacing = Answers.speech([length, 100, length], pause: 1000, after: start)
        pacing.nuclei = [1, 2, 24, 24.4, 24.8, 25.2, 25.6].map { $0 + Answers.time(start) }
        #expect(flags(pacing).map(\.rule) == rules, "after \(start)")
      }
    }
  }

  @Test func `Flags come in the order of the rules`() {
    var pacing = Answers.unbroken(20_000)
    let slow = (0..<100).map { Double($0) * 0.6 }
    let fast = (0..<200).map { 140 + Double($0) * 0.29 }
    pacing.nuclei = slow + fast
    #expect(flags(pacing).map(\.rule) == [.r1, .r2, .r3, .r4])
  }

  @Test(arguments: [(0, false), (99, false), (100, true)])
  func `Less than a second of speech is no answer`(length: Int, isUsable: Bool) {
    for start in 0..<200 {
      let assessment = Assessment(of: Answers.unbroken(length, after: start), against: target)
      #expect((assessment.length != nil) == isUsable, "after \(start)")
      #expect(assessment.flags.isEmpty == !isUsable)
      #expect(assessment.warnings.isEmpty == isUsable)
      #expect(!assessment.isInTarget)
    }
  }

  @Test func `The rules' numbers can be set`() {
    var settings = RehearsalSettings()
    settings.rambleFactor = 1
    settings.longestBreathGroup = 10
    settings.accelerationPercent = 5
    let fast = Assessment(of: Answers.thirds(20, 20, 21), against: target, settings: settings)
    #expect(fast.flags.map(\.rule) == [.tooShort, .r3, .r4])
    #expect(fast.flags.map(\.limit) == [60, 10, 5])
    #expect(Assessment(of: answer(12_100), against: target, settings: settings).flags.first?.rule == .r2)
  }
}

extension Flag {
  fileprivate init(
    _ rule: Rule, _ measured: Double, limit: Double, _ unit: Unit, from start: Double, to end: Double
  ) {
    self.init(
      rule: rule, measured: measured, limit: limit, unit: unit, span: Interval(start: start, end: end))
  }
}
