import Foundation
import Report

/// Standard input and output with what they can do: whether they are a terminal, how wide it is, and whether
/// it has colour.
struct Console {
  /// How results may be drawn.
  let style: TextStyle
  /// True if results go to a terminal that can move its cursor.
  let isInteractive: Bool
  /// True if keys can be read one by one.
  let hasKeys: Bool
  /// True if progress may be drawn on standard error.
  let showsProgress: Bool

  init(environment: [String: String]) {
    let term = environment["TERM"] ?? "dumb"
    let terminal = isatty(STDOUT_FILENO) == 1
    isInteractive = terminal && term != "dumb"
    // Keys work even if the results go to a pipe or the terminal is dumb. A background job must not touch the
    // terminal of its shell.
    hasKeys = isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
    showsProgress = isatty(STDERR_FILENO) == 1 && term != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let utf8 = locale.lowercased().replacing("-", with: "").hasSuffix("utf8")
    style = TextStyle(
      width: Self.columns ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80,
      color: isInteractive && (environment["NO_COLOR"] ?? "").isEmpty,
      unicode: terminal ? utf8 && term != "linux" : true)
  }

  /// The console of this process.
  static var standard: Console { Console(environment: ProcessInfo.processInfo.environment) }

  /// The present number of columns of the terminal; `nil` without one.
  static var columns: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
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
  func draw(_ text: String) { Output.write(text, to: STDOUT_FILENO) }

  /// A line for the person, not part of the result.
  func note(_ line: String) { Output.write(line + "\n", to: STDERR_FILENO) }

  /// Progress, drawn over the previous line; nothing if standard error is not a terminal, or does not keep up.
  func progress(_ text: String) {
    if showsProgress, text.isEmpty || !Output.isBehind {
      Output.write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }
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
