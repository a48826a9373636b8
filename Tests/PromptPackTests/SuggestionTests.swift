import Testing

@testable import PromptPack

struct SuggestionTests {
  @Test(arguments: [
    ("behavioural", "behavioral"), ("howto", "how-to"), ("Drill", "drill"), ("tecnhical", "technical"),
    ("scenarios", "scenario"),
  ])
  func `finds the word that was meant`(_ typed: String, _ meant: String) {
    #expect(Suggestion.nearest(to: typed, among: PackElement.targets.keys) == meant)
  }

  @Test(arguments: ["", "xyz", "behave", String(repeating: "x", count: 100_000)])
  func `stays silent when nothing is near`(_ typed: String) {
    #expect(Suggestion.nearest(to: typed, among: PackElement.targets.keys) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func `counts changes, a swap of neighbours as one`(_ left: String, _ right: String, _ distance: Int) {
    #expect(Suggestion.distance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == distance)
  }
}
