import Practice
import Rehearsal
import Report

/// The question before it is answered, its target, and why that one.
struct QuestionText {
  private let title, text, target: String

  init(_ question: Question) {
    let prompt = question.prompt
    title = prompt.isOwnQuestion ? "" : "\(prompt.id): \(prompt.title)"
    text = prompt.text
    let reason = Words.reason(for: question.source, kind: prompt.kind)
    target = "Target \(Words.range(question.target)): \(reason)."
  }

  /// The rows, with an empty one under them.
  func rows(in style: TextStyle) -> [String] {
    func wrapped(_ text: String, _ ink: TextStyle.Ink) -> [String] {
      Printable.wrapped(text, width: style.width).map { style.ink(ink, $0) }
    }
    return (title.isEmpty ? [] : wrapped(title, .bold)) + Printable.wrapped(text, width: style.width)
      + wrapped(target, .dim) + [""]
  }
}
