/// The measures of a recording that is not a take, as text.
public struct AnalysisText {
  private let content: AnalysisContent
  private let style: TextStyle

  /// The measures in `style`.
  public init(_ content: AnalysisContent, style: TextStyle) {
    self.content = content
    self.style = style
  }

  /// Heading, warnings, measures.
  public var rows: [String] {
    style.wrapped(content.title, ink: .bold)
      + content.warnings.flatMap { style.wrapped("! " + $0.sentence, ink: .yellow) }
      + MeasureText(content.measures, style: style).rows
  }
}
