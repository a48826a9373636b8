/// How a long recording is cut into sections, in windows of 10 ms.
package struct SectionPlan: Sendable {
  /// Windows of a section: 10 min, longer than any answer that is rehearsed.
  package var length = 60_000
  /// Windows at the end of a section that wait for the next one: 10 s.
  package var tail = 1000
  /// Windows before the first undecided one that the next section sees again: 20 s.
  package var context = 2000

  /// The defaults above.
  package init() {}
}
