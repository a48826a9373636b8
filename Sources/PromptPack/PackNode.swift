/// A value of the file with its place, after anchors, tags and doubtful keys have been removed.
struct PackNode {
  let content: Content
  let place: Place

  enum Content {
    /// A scalar; `isPlain` is true if it was written without quotes.
    case text(String, isPlain: Bool)
    case list([PackNode])
    case map([Entry])
    /// A key without a value, or `null`.
    case nothing
    /// Already reported; code that needs a value here reports nothing more.
    case refused
  }

  struct Entry {
    let key: String
    let place: Place
    let value: PackNode
  }
}
