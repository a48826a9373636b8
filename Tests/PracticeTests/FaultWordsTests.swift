import Testing

@testable import Practice
@testable import Tracker

@Suite struct FaultWordsTests {
  @Test(arguments: TrackerError.Operation.allCases)
  func `what could not be done with the index is told in words, not by the name of a case`(
    operation: TrackerError.Operation
  ) {
    let error = TrackerError(.other, operation, path: "/x", message: "why")
    let words = FaultWords(error).happened
    #expect(words.wholeMatch(of: /could not [a-z ]+ the index "\/x": why/) != nil, "\(words)")
  }
}
