import Foundation
import Report

/// Standard input and output with what they can do: whether they are a terminal, how wide it is, and whether
/// it has colour.
struct Console {
  /// True if results go to a terminal that can move its cursor.
  let isInteractive: Bool
  /// True if keys can be read one by one.
  let hasKeys: Bool
  /// True if progress may be drawn on standard error.
  let showsProgress: Bool
  private let isOnTerminal, hasColor, hasUnicode: Bool
  /// Columns of what is no terminal.
  private let columns: Int

  init(environment: [String: String]) {
    let term = environment["TERM"] ?? "dumb"
    let terminal = isatty(STDOUT_FILENO) == 1
    isOnTerminal = terminal
    isInteractive = terminal && term != "dumb"
    // Keys work even if the results go to a pipe or the terminal is dumb. A background job must not touch the
    // terminal of its shell.
    hasKeys = isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
    showsProgress = isatty(STDERR_FILENO) == 1 && term != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let utf8 = locale.lowercased().replacing("-", with: "").hasSuffix("utf8")
    hasColor = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
    hasUnicode = terminal ? utf8 && term != "linux" : true
    columns = Self.columns(in: environment) ?? 80
  }

  /// The console of this process.
  static var standard: Console { Console(environment: ProcessInfo.processInfo.environment) }

  /// The width that a person wants, whatever the terminal has (environ(7)); `nil` if none is given.
  static func columns(in environment: [String: String]) -> Int? {
    environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// How results may be drawn, for the width that the terminal has now.
  var style: TextStyle { style(on: STDOUT_FILENO) }

  /// How text may be drawn on `descriptor`, for the width that it has now.
  func style(on descriptor: Int32) -> TextStyle {
    TextStyle(
      width: TerminalSize(of: descriptor)?.columns ?? columns, color: hasColor, unicode: hasUnicode)
  }

  /// One line of result, or several in one text.
  func print(_ text: String = "") { print(text.split(separator: "\n", omittingEmptySubsequences: false)) }

  /// Several lines of result, without what fills a table up to its edge: nobody sees it, and it changes what other
  /// programs compare.
  func print(_ lines: [some StringProtocol]) {
    guard !lines.isEmpty else { return }
    draw(
      lines.map { line in
        line.last == " " ? String(line.reversed().drop { $0 == " " }.reversed()) + "\n" : line + "\n"
      }.joined())
  }

  /// Text without a line break, for drawing.
  func draw(_ text: String) {
    if isOnTerminal { ProgressLine.draw("") }
    Output.write(text, to: STDOUT_FILENO)
  }

  /// A line for the person, not part of the result. On a terminal it is broken at spaces; elsewhere a line stays one.
  func note(_ line: String) {
    ProgressLine.draw("")
    Output.write(Self.laidOut(line, on: STDERR_FILENO) + "\n", to: STDERR_FILENO)
  }

  /// Lines broken for the width that a terminal has now; as they are elsewhere.
  static func laidOut(_ text: String, on descriptor: Int32) -> String {
    guard let size = TerminalSize(of: descriptor) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { Printable.fitted(String($0), width: max(20, size.columns)) }.joined(separator: "\n")
  }

  /// Progress, drawn over the previous line and taken away by whatever is said next; nothing if standard error is not a terminal, or does not keep up.
  func progress(_ text: String) {
    guard showsProgress, text.isEmpty || !Output.isBehind else { return }
    ProgressLine.draw(text)
  }

  /// A JSON object on a line of its own.
  func print(json value: some Encodable) throws { draw(try Self.json(value) + "\n") }

  /// An analysis as JSON on a line of its own, however long.
  func print(json record: AnalysisRecord) throws {
    try record.inChunks(encode: { try Self.json($0) }, write: draw)
    draw("\n")
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return Printable.json(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
