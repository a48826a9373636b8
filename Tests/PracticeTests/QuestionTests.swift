import Rehearsal
import Testing

@testable import Practice

@Suite struct QuestionTests {
  @Test(arguments: [("1-2-3", 300), ("60-90-100", 300), ("60-90-101", 303), ("60-105-150", 450)])
  func `a recording without a limit of its own ends at three times the max, never before five minutes`(
    target: String, limit: Double
  ) throws {
    let question = Question(free: "Why?", kind: .behavioral, target: try Target(text: target))
    #expect(question.limit == limit)
  }
}
