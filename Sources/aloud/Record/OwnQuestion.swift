import ArgumentParser
import Foundation

/// The question of `--free`. The words of a command line can be read by every user of the machine while it runs (ps(1)),
/// so `-` stands for a question that is typed when asked for, or that comes through standard input.
enum OwnQuestion {
  private static let longest = 2000
  /// Bytes of the longest question, if each of its characters is large.
  private static let mostBytes = 64 * longest

  /// Refuses what is no question.
  /// - Throws: `ValidationError`.
  static func check(_ text: String) throws {
    guard (1...longest).contains(text.count) else {
      throw ValidationError("--free must have 1 to \(longest) characters")
    }
  }

  /// The question that `word` stands for.
  /// - Throws: `ValidationError`, also for what is no text.
  static func text(of word: String) throws -> String {
    guard word == "-" else { return word }
    let isTyped = isatty(STDIN_FILENO) == 1
    if isTyped { Output.write("Your question: ", to: STDERR_FILENO) }
    let bytes = input(endsWithLine: isTyped)
    // After Ctrl-D the cursor still stands behind the words.
    if isTyped, bytes.last != 10 { Output.write("\n", to: STDERR_FILENO) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ValidationError("the question on standard input is no text in UTF-8")
    }
    let question = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !question.isEmpty else { throw ValidationError("no question came through standard input") }
    try check(question)
    return question
  }

  private static func input(endsWithLine: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= mostBytes {
      let count = read(STDIN_FILENO, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += block.prefix(count)
      // A terminal gives one line at a time.
      if endsWithLine { break }
    }
    return bytes
  }
}
