/// What a pack holds besides its prompts, as text.
public struct PackText {
  private let content: PackContent
  private let style: TextStyle

  /// The whole pack in `style`.
  public init(_ content: PackContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// Title and lists.
  public var rows: [String] { style.wrapped(content.title, ink: .bold) + content.lists.flatMap(style.rows) }
}
