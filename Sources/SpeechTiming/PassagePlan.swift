/// How a long recording is cut into passages, in windows of 10 ms.
package struct PassagePlan: Sendable {
  /// Windows of a passage: 10 min, longer than any answer that is rehearsed.
  package var length = 60_000
  /// Windows at the end of a passage that wait for the next one: 10 s.
  package var tail = 1000
  /// Windows before the first undecided one that the next passage includes again: 20 s.
  package var context = 2000

  /// The defaults above.
  package init() {}
}
