public import Files
public import ArgumentParser
import Foundation

/// The words of the command line without loss. Swift replaces bytes that are not UTF-8 with U+FFFD, and the
/// parser takes text only. So each such byte travels as a private-use character, which `FileName` turns back
/// into the byte. Python does the same with surrogates (PEP 383), which a Swift string cannot hold.
enum RawArguments {
  /// The words after the program's name.
  ///
  /// Only `analyze` and `prompts check` take arbitrary file names; for the others such a byte is not text and
  /// stays U+FFFD.
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

  /// First of 256 private-use characters (plane 16), one for each byte.
  private static let first: UInt32 = 0x10F700

  static func text(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let byte = rest.first {
      let scalar = (1...4).lazy.compactMap {
        String(validating: rest.prefix($0), as: UTF8.self)?.unicodeScalars.first
      }
      .first
      // A character in that range that really is part of a name also travels byte by byte.
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
