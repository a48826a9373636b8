import Rehearsal
import Signal
import SpeechTiming
import Testing

@Suite struct RuleTests {
  @Test(arguments: Rule.allCases, [10, 70, 200]) func `A rule about length depends on nothing but length`(
    rule: Rule, seconds: Int
  ) throws {
    let target = try Target(min: 60, goal: 100, max: 150)
    func flags(_ pacing: Pacing) -> [Flag] {
      rule.flags(on: pacing, against: target, settings: RehearsalSettings())
    }
    let (third, pause) = (100 * seconds / 4, 100 * seconds / 8)
    var varied = Answers.speech([third, third, third], pause: pause)
    // Ever faster.
    varied.nuclei = stride(from: 0, to: Double(seconds), by: 0.3).map { ($0 * Double(seconds)).squareRoot() }
    let plain = Answers.unbroken(2 * pause + 3 * third)
    #expect(varied.answer?.duration == plain.answer?.duration)
    if rule.subject == .length { #expect(flags(varied) == flags(plain)) }
  }

  @Test func `No two rules have the same name`() {
    for name in [\Rule.title, \Rule.label] {
      #expect(Set(Rule.allCases.map { $0[keyPath: name] }).count == Rule.allCases.count)
    }
  }

  @Test(arguments: [(59.0, Target.Standing.tooShort), (60, .inTarget), (150, .inTarget), (151, .tooLong)])
  func `A length stands below, in or above its target, whatever rounding leaves over`(
    length: Double, standing: Target.Standing
  ) throws {
    let target = try Target(min: 60, goal: 100, max: 150)
    for rounding in [-1e-9, 0, 1e-9] { #expect(target.standing(of: length + rounding) == standing) }
  }
}
