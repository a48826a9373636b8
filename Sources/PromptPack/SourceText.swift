/// The text of a pack after the checks that need no YAML: size, UTF-8, characters.
struct SourceText {
  /// Lines without their breaks. Forbidden characters are replaced by U+FFFD, so that what follows can still be read.
  private(set) var lines: [[Unicode.Scalar]]
  /// What was found.
  private(set) var diagnostics: [PackDiagnostic] = []

  /// A file that is too large or not UTF-8 has no lines and one diagnostic.
  init(_ bytes: [UInt8]) {
    lines = []
    guard bytes.count <= PackLimits.bytes else {
      diagnostics = [PackDiagnostic(.tooLarge(limit: PackLimits.bytes))]
      return
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      diagnostics = [PackDiagnostic(.notUTF8, at: Self.firstBroken(in: bytes))]
      return
    }
    split(text)
    for index in lines.indices { replaceInvisible(inLine: index) }
  }

  /// The whole text, for the parser.
  var text: String {
    // A scalar view that grows line by line copies itself each time; an array of bytes does not.
    var bytes: [UInt8] = []
    for line in lines {
      for scalar in line { bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter }
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Puts `scalar` at `place` and returns what was there; `nil` if nothing was.
  mutating func replace(at place: Place, by scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard let old = self[place] else { return nil }
    lines[place.line - 1][place.column - 1] = scalar
    return old
  }

  /// Empties a line and those that belong to it, which are indented deeper.
  /// - Returns: their numbers; `nil` if the line is blank.
  mutating func takeOut(line number: Int) -> Range<Int>? {
    guard let block = block(ofLine: number) else { return nil }
    for line in block { lines[line - 1] = [] }
    return block
  }

  /// The numbers of a line and of those that belong to it; `nil` if it is blank.
  func block(ofLine number: Int) -> Range<Int>? {
    guard lines.indices.contains(number - 1), let indentation = indentation(ofLine: number) else {
      return nil
    }
    var end = number + 1
    while end <= lines.count {
      if let next = self.indentation(ofLine: end), next <= indentation { break }
      end += 1
    }
    return number..<end
  }

  /// Blanks before the text of a line; `nil` if it is blank.
  func indentation(ofLine number: Int) -> Int? {
    lines[number - 1].firstIndex { $0 != " " && $0 != "\t" }
  }

  /// The character at `place`; `nil` past the end of its line.
  subscript(place: Place) -> Unicode.Scalar? {
    guard lines.indices.contains(place.line - 1),
      lines[place.line - 1].indices.contains(place.column - 1)
    else { return nil }
    return lines[place.line - 1][place.column - 1]
  }

  /// True if only blanks come before `place` in its line.
  func isIndentation(before place: Place) -> Bool {
    lines.indices.contains(place.line - 1)
      && lines[place.line - 1].prefix(place.column - 1).allSatisfy { $0 == " " }
  }

  /// The first tab in each line's indentation.
  var indentingTabs: [Place] {
    lines.indices.compactMap { index in
      let blanks = lines[index].prefix { $0 == " " || $0 == "\t" }
      guard blanks.count < lines[index].count, let tab = blanks.firstIndex(of: "\t") else { return nil }
      return Place(line: index + 1, column: tab + 1)
    }
  }

  private mutating func split(_ text: String) {
    var line: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if scalar == "\n", previous == "\r" { continue }
      if scalar == "\n" || scalar == "\r" {
        lines.append(line)
        line = []
      } else if scalar == "\u{FEFF}", previous == nil {
        continue  // A byte order mark; some editors write it.
      } else if scalar.isForbidden && scalar != "\t" {
        diagnostics.append(
          PackDiagnostic(
            .forbiddenCharacter(scalar), at: Place(line: lines.count + 1, column: line.count + 1)))
        line.append("\u{FFFD}")
        if diagnostics.count > PackLimits.mistakes {
          lines = []
          return
        }
      } else {
        line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(line) }
  }

  /// Puts a space in place of each invisible character that stands where YAML wants one, and takes out those without
  /// width, so that what follows can still be read. Inside a text they may stay.
  private mutating func replaceInvisible(inLine index: Int) {
    let found = InvisibleCharacters(in: lines[index]).positions
    guard !found.isEmpty else { return }
    var named: Set<Unicode.Scalar> = []
    for position in found {
      let scalar = lines[index][position]
      guard named.insert(scalar).inserted, diagnostics.count <= PackLimits.mistakes else { continue }
      diagnostics.append(
        PackDiagnostic(.invisibleCharacter(scalar), at: Place(line: index + 1, column: position + 1)))
    }
    for position in found.reversed() {
      if lines[index][position].properties.isWhitespace {
        lines[index][position] = " "
      } else {
        lines[index].remove(at: position)
      }
    }
  }

  private static func firstBroken(in bytes: [UInt8]) -> Place {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var (line, column) = (1, 1)
    while case .valid(let encoded) = parser.parseScalar(from: &rest) {
      if Unicode.UTF8.decode(encoded) == "\n" {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
    }
    return Place(line: line, column: column)
  }
}
