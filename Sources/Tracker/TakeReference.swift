/// A take as a person names it on the command line.
public enum TakeReference: Hashable, Sendable {
  /// `last` is the newest take, `last~2` the second before it.
  case last(back: Int)
  /// `SC1@3`, or `tpm/SC1@3`, is the third take of that prompt, counted from the oldest. A pack of `nil`
  /// means any.
  case ofPrompt(pack: String?, id: String, number: Int)
  /// A whole id, or its beginning.
  case idPrefix(String)

  /// Reads `text`; `nil` when it has none of the forms above.
  public init?(_ text: String) {
    if text == "last" {
      self = .last(back: 0)
    } else if text.hasPrefix("last~") {
      guard let back = Self.number(text.dropFirst(5)) else { return nil }
      self = .last(back: back)
    } else if let at = text.lastIndex(of: "@") {
      let name = text[..<at].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let number = Self.number(text[text.index(after: at)...]), number > 0,
        let id = name.last, !id.isEmpty, !id.contains("/"), name.first?.isEmpty == false
      else { return nil }
      self = .ofPrompt(pack: name.count == 2 ? String(name[0]) : nil, id: String(id), number: number)
    } else {
      let isPrefix = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
      guard !text.isEmpty, isPrefix else { return nil }
      self = .idPrefix(text)
    }
  }

  /// A name without the number of a part: `last.2` is part 2 of `last`. No name of a whole answer ends like that.
  public static func part(of text: String) -> (whole: String, number: Int?) {
    guard let dot = text.lastIndex(of: "."), let number = number(text[text.index(after: dot)...]),
      !text[dot...].contains("@"), TakeReference(String(text[..<dot])) != nil
    else { return (text, nil) }
    return (String(text[..<dot]), number)
  }

  /// Digits only: `Int` alone would also read a sign.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }
}
