public import Files
public import ArgumentParser
import Foundation

/// The words of the command line without loss. Swift puts U+FFFD for bytes that are no UTF-8, and the parser takes texts
/// only, so such a byte travels as a character for private use, and a `FileName` has it back. Python does the same with
/// surrogates (PEP 383), which a Swift text cannot hold.
enum RawArguments {
  /// The words behind the name of the program.
  ///
  /// Only `analyze` and `prompts check` take names of any files; to the others such a byte is no text, and stays U+FFFD.
  static var ofProcess: [String] {
    let words = CommandLine.arguments.dropFirst()
    let takesNames = [
      [AnalyzeCommand.configuration.commandName],
      [PromptsCommand.configuration.commandName, PromptsCommand.Check.configuration.commandName],
    ].contains { words.starts(with: $0.compactMap(\.self)) }
    guard takesNames else { return Array(words) }
    return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { word in
        text(UnsafeBufferPointer(start: word, count: strlen(word)).map { UInt8(bitPattern: $0) })
      }
    }
  }

  /// First of 256 characters for private use (plane 16), one for each byte.
  private static let first: UInt32 = 0x10F700

  static func text(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let byte = rest.first {
      let scalar = (1...4).lazy.compactMap {
        String(validating: rest.prefix($0), as: UTF8.self)?.unicodeScalars.first
      }
      .first
      // One that a name really has travels byte by byte, too.
      if let scalar, self.byte(scalar) == nil {
        text.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        if let stranger = Unicode.Scalar(first + UInt32(byte)) { text.append(stranger) }
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  static func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in byte(scalar).map { [$0] } ?? Array(String(scalar).utf8) }
  }

  private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    (first..<(first + 256)).contains(scalar.value) ? UInt8(scalar.value - first) : nil
  }
}

extension FileName: ExpressibleByArgument {
  /// The file that a word of the command line names.
  public init?(argument: String) { self.init(bytes: RawArguments.bytes(argument)) }
}
