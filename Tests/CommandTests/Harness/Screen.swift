/// What a terminal shows of the bytes that were sent to it. It knows the few sequences that Aloud draws with and
/// keeps the others, for none of them should be there.
struct Screen {
  let columns: Int
  /// The rows from the first ever drawn; nothing scrolls away.
  private(set) var rows: [[Character]] = [[]]
  /// Sequences and control characters that Aloud has no use for.
  private(set) var strange: [String] = []
  /// Characters that stood past the last column: a terminal wraps or loses them.
  private(set) var overruns = 0
  /// The inks (SGR parameters) that were used.
  private(set) var inks: Set<String> = []
  /// Times that the cursor went up, to draw over what was there.
  private(set) var redraws = 0

  private var row = 0
  private var column = 0

  init(columns: Int, showing text: String) {
    self.columns = columns
    var rest = Substring(text).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&rest)
      case "\r": column = 0
      case "\n": newLine()
      case "\u{07}": break
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        strange.append("U+\(String(scalar.value, radix: 16))")
      default: put(Character(scalar))
      }
    }
  }

  /// The rows as text, without the spaces at their ends.
  var lines: [String] { rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) } }
  var text: String { lines.joined(separator: "\n") }

  private mutating func newLine() {
    row += 1
    if row == rows.count { rows.append([]) }
  }

  private mutating func put(_ character: Character) {
    guard column < columns else {
      overruns += 1
      return
    }
    while rows[row].count <= column { rows[row].append(" ") }
    rows[row][column] = character
    column += 1
  }

  private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
    guard rest.first == "[" else {
      strange.append("ESC \(rest.first.map(String.init) ?? "")")
      return
    }
    rest.removeFirst()
    var parameters = ""
    while let scalar = rest.popFirst() {
      guard !("@"..."~").contains(scalar) else { return control(scalar, parameters) }
      parameters.unicodeScalars.append(scalar)
    }
  }

  private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
    switch (final, parameters) {
    case ("A", _):
      row = max(0, row - (Int(parameters) ?? 1))
      redraws += 1
    case ("K", ""), ("K", "0"): rows[row] = Array(rows[row].prefix(column))
    case ("J", ""), ("J", "0"):
      rows = Array(rows[...row])
      rows[row] = Array(rows[row].prefix(column))
    case ("m", _): inks.insert(parameters)
    case ("h", "?7"), ("l", "?7"): break
    default: strange.append("CSI \(parameters)\(final)")
    }
  }
}
