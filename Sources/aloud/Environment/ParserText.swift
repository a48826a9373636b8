import ArgumentParser
import Foundation
import Report

/// What the parser says, help and errors, laid out for any width.
///
/// The parser takes its width from COLUMNS, else from the terminal of standard output. It wraps descriptions beside a
/// column of 26 characters, breaks no usage, and below 27 columns it drops the descriptions (HelpGenerator, `wrapped`). So
/// narrow texts are asked for without any wrapping and are wrapped here.
struct ParserText {
  /// Columns below which a description does not stand beside its option but under it.
  private static let narrow = 60
  /// Where descriptions begin (HelpGenerator.labelColumnWidth).
  private static let labels = 26

  /// The width that the person wants; `nil` if COLUMNS says nothing.
  private let wanted: Int?

  /// To be made before the parser is asked about an error: even for an exit code it lays help out, and a debug build
  /// ends where that has fewer than 27 columns.
  init() {
    wanted = Console.columns(in: ProcessInfo.processInfo.environment)
    setenv("COLUMNS", "80", 1)
  }

  /// - Parameters:
  ///   - isHelp: it was asked for, and goes to standard output.
  ///   - edited: what is said in place of the parser's text.
  func message(for error: any Error, isHelp: Bool, _ edited: (String) -> String) -> String {
    let terminal = TerminalSize(of: isHelp ? STDOUT_FILENO : STDERR_FILENO)?.columns
    // Errors that go to a file stay as they are: each is a line.
    guard let columns = [wanted, terminal].compactMap(\.self).min() ?? (isHelp ? 80 : nil) else {
      return edited(Aloud.fullMessage(for: error, columns: 80))
    }
    let width = max(20, columns)
    let message = edited(Aloud.fullMessage(for: error, columns: width < Self.narrow ? .max / 2 : width))
    // Scripts for shells are help as well.
    let isText = !isHelp || message.hasPrefix("OVERVIEW: ")
    return isText ? Self.laidOut(message, width: width) : message
  }

  private static func laidOut(_ text: String, width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { lines(String($0), width: width) }.joined(separator: "\n")
  }

  private static func lines(_ line: String, width: Int) -> [String] {
    let indent = line.prefix { $0 == " " }.count
    if width < narrow {
      if indent == labels { return hanging(line, after: 4, by: 4, width) }
      if let gap = gap(in: line, after: indent) {
        return hanging(String(line[..<gap.lowerBound]), after: indent, by: indent + 2, width)
          + hanging(String(line[gap.upperBound...]), after: indent + 2, by: indent + 2, width)
      }
    }
    guard Printable.columns(line) > width else { return [line] }
    guard line.hasPrefix("USAGE: ") || line.hasPrefix("Usage: ") else {
      return hanging(line, after: indent, by: indent, width)
    }
    let hang = width < narrow ? 2 : 7
    return hanging(whole(line, within: width - hang), after: 0, by: hang, width)
      .map { $0.replacing(Self.joint, with: " ") }
  }

  /// The spaces between an option and what it does.
  private static func gap(in line: String, after indent: Int) -> Range<String.Index>? {
    guard indent > 0 else { return nil }
    let body = line.index(line.startIndex, offsetBy: indent)
    if let wide = line[body...].firstRange(of: /\s\s+/) { return wide }
    // An option that just fits has one space after it.
    guard line.count > labels else { return nil }
    let last = line.index(line.startIndex, offsetBy: labels - 1)
    return indent == 2 && line[last] == " " && line[line.index(after: last)...].first?.isUppercase == true
      ? last..<line.index(after: last) : nil
  }

  /// Stands for a space at which an option of a usage is not broken.
  private static let joint = "\u{A0}"

  /// A usage whose options in brackets stay whole if they fit.
  private static func whole(_ usage: String, within width: Int) -> String {
    var text = usage
    for option in usage.matches(of: /\[[^\]]*\]/) where option.output.count <= width {
      text = text.replacing(option.output, with: option.output.replacing(" ", with: joint))
    }
    return text
  }

  /// `text` without its own indentation: its first line after `first` spaces, the others after `rest`.
  private static func hanging(_ text: String, after first: Int, by rest: Int, _ width: Int) -> [String] {
    let words = String(text.drop { $0 == " " })
    let lines = Printable.wrapped(words, width: width - max(first, rest))
    return lines.enumerated().map { index, line in
      String(repeating: " ", count: index == 0 ? first : rest) + line
    }
  }
}
