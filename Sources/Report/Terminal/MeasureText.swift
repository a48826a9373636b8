/// Measures as a table: name, figure with unit, what it means. On a narrow output the figure stands under the name.
struct MeasureText {
  private let measures: [MeasureContent]
  private let style: TextStyle

  init(_ measures: [MeasureContent], style: TextStyle) {
    self.measures = measures
    self.style = style
  }

  var rows: [String] {
    measures.flatMap { measure in
      measure.lines.enumerated().flatMap { index, line in
        row(index == 0 ? measure.name : "", text(of: line))
      }
    }
  }

  private func row(_ name: String, _ figure: String) -> [String] {
    let indent = style.width >= 60 ? 15 : 0
    let lines = Printable.wrapped(figure, width: style.width - max(indent, 2))
    if indent > 0 {
      return lines.enumerated().map { index, line in
        style.ink(.bold, Printable.column(index == 0 ? name : "", indent)) + line
      }
    }
    return (name.isEmpty ? [] : [style.ink(.bold, name)]) + lines.map { "  " + $0 }
  }

  private func text(of line: MeasureContent.Line) -> String {
    line.curve.isEmpty
      ? line.text : Sparkline.text(Self.folded(line.curve, to: 24), style: style) + "  " + line.text
  }

  /// At most `count` means of neighbouring values.
  private static func folded(_ values: [Double], to count: Int) -> [Double] {
    let size = (values.count + count - 1) / count
    return stride(from: 0, to: values.count, by: max(1, size)).map { start in
      let group = values[start..<min(values.count, start + size)]
      return group.reduce(0, +) / Double(group.count)
    }
  }
}
