import ArgumentParser
import Foundation
import PromptPack

/// What is said about a command line that is wrong: one sentence if a value is, and how the command is used if its words
/// do not fit together. The exit code is the same.
enum WrongUse {
  /// The text for standard error.
  /// - Parameters:
  ///   - message: what the parser says.
  ///   - words: the command line, without the program's name.
  static func text(_ error: any Error, _ message: String, words: [String]) -> String {
    let full = named(message, by: words).replacing(#/^Error: /#, with: "aloud: ")
    switch fault(error) {
    case "userValidationError": return sentence(Aloud.message(for: error))
    case nil where error is ValidationError: return sentence(Aloud.message(for: error))
    case "unableToParseValue": return full.replacing(/\nUsage: [^\n]*/, with: "")
    case "unknownOption": return suggesting(in: full)
    default: return full
    }
  }

  /// Refuses an unknown command by name; the parser alone would pass the word to the default command and complain
  /// about that one, and answer `help` with the help of the whole.
  static func checkCommandName(in words: [String]) throws {
    guard let first = words.first, !first.hasPrefix("-") else { return }
    var command: any ParsableCommand.Type = Aloud.self
    for word in first == "help" ? words.dropFirst() : words.prefix(1) where !word.hasPrefix("-") {
      guard let next = subcommand(word, of: command) else {
        guard command == Aloud.self || !names(of: command).isEmpty else { return }
        throw unknown(word, of: command)
      }
      command = next
    }
  }

  private static func unknown(_ word: String, of command: any ParsableCommand.Type) -> ValidationError {
    let isWhole = command == Aloud.self
    let alike = (names(of: command) + (isWhole ? ["help"] : [])).filter { $0.first == word.first }
    let hint = alike.isEmpty ? "" : " Did you mean \(alike.joined(separator: ", "))?"
    let help = isWhole ? "aloud --help" : "aloud help \(command.configuration.commandName ?? "")"
    return ValidationError(
      "There is no command \(ErrorText.quoted(word)).\(hint) `\(help)` lists them all.")
  }

  private static func names(of command: any ParsableCommand.Type) -> [String] {
    command.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  private static func subcommand(
    _ word: String, of command: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    command.configuration.subcommands.first { $0.configuration.commandName == word }
  }

  /// The parser names the command that it chose where none was given; here it has the name that was typed.
  private static func named(_ text: String, by words: [String]) -> String {
    var (typed, command) = (["aloud"], Aloud.self as any ParsableCommand.Type)
    for word in words {
      guard let next = subcommand(word, of: command) else { break }
      typed.append(word)
      command = next
    }
    var chosen = typed
    while let next = command.configuration.defaultSubcommand {
      chosen.append(next.configuration.commandName ?? "")
      command = next
    }
    return text.replacing(chosen.joined(separator: " "), with: typed.joined(separator: " "))
  }

  /// The parser knows neither --help as something that can be mistyped nor swapped letters.
  private static func suggesting(in text: String) -> String {
    guard let found = text.firstMatch(of: /Unknown option '([^'\n]*)'[^\n]*/) else { return text }
    let option = String(found.1)
    let options = text.matches(of: /[\[ ](--?[a-z][a-z-]*)/).map { String($0.1) } + ["--help", "--version"]
    let hint = Suggestion.nearest(to: option, among: options).map { ". Did you mean '\($0)'?" } ?? ""
    return text.replacing(found.0, with: "Unknown option '\(option)'\(hint)")
  }

  private static func sentence(_ message: String) -> String {
    "aloud: " + message + ([".", "?"].contains(message.last) ? "" : ".")
  }

  /// The parser's errors are not public, so the kind is read by its name.
  private static func fault(_ error: any Error) -> String? {
    let inner = Mirror(reflecting: error).children.first { $0.label == "parserError" }?.value
    return inner.flatMap { Mirror(reflecting: $0).children.first?.label }
  }
}
