import Signal

/// Tiers as comma-separated values (RFC 4180).
enum TierTable {
  static func text(_ tiers: [Tier], file: String) -> String {
    // People also print tables on a terminal.
    let name = field(Printable.line(file))
    let rows = tiers.flatMap { tier in
      tier.labels.map { label in
        [
          name, field(tier.name), Figures.fixed(label.interval.start, 4),
          Figures.fixed(label.interval.end, 4), field(label.text),
        ].joined(separator: ",")
      }
    }
    return (["file,tier,start,end,text"] + rows).map { $0 + "\r\n" }.joined()
  }

  /// A text field: quoted where it must be, and with an apostrophe in front where a spreadsheet would take it
  /// for a formula (OWASP ASVS 1.2.10).
  static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n\0".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    // By scalars: in Swift, a carriage return with its line feed is one character.
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    return quoted(safe)
  }

  /// `text` in quotation marks, with those inside doubled. By scalars: in Swift, one with an accent on it is
  /// another character.
  static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
