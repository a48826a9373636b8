/// A value of the file with its place: what is left of YAML once anchors, tags and doubtful keys are out.
struct PackNode {
  let content: Content
  let place: Place

  enum Content {
    /// A scalar; `isPlain` without quotes.
    case text(String, isPlain: Bool)
    case list([PackNode])
    case map([Entry])
    /// A key without a value, or `null`.
    case nothing
    /// Already reported; what needs a value here stays silent.
    case refused
  }

  struct Entry {
    let key: String
    let place: Place
    let value: PackNode
  }
}
