/// A list under a title.
struct ListContent: Hashable, Sendable {
  let title: String
  let items: [String]

  /// `nil` when nothing is on the list.
  init?(_ title: String, _ items: [String]) {
    let items = items.filter { !$0.isEmpty }
    guard !items.isEmpty else { return nil }
    self.title = title
    self.items = items
  }
}
