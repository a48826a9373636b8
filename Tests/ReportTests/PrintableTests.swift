import Foundation
import Report
import Testing

@Suite struct PrintableTests {
  @Test(arguments: [
    ("\u{1B}[2Jwiped", "[2Jwiped"), ("\u{1B}]52;c;aGk=\u{07}x", "]52;c;aGk=x"), ("a\u{9B}31mb", "a31mb"),
    ("safe\u{202E}gpj.exe", "safegpj.exe"), ("two\nlines\there", "two lines here"), ("Größe 漢字", "Größe 漢字"),
    ("\u{7F}\u{200F}\u{2066}", ""),
  ]) func `nothing that a terminal acts on is left in a line`(text: String, printed: String) {
    #expect(Printable.line(text) == printed)
  }

  @Test func `JSON says the same without them`() throws {
    let text = "[\"a\u{9B}31m\u{7F}b\u{202E}ü漢\"]"
    let printed = Printable.json(text)
    #expect(printed == "[\"a\\u009b31m\\u007fb\\u202eü漢\"]")
    let (one, other) = try (
      JSONDecoder().decode([String].self, from: Data(text.utf8)),
      JSONDecoder().decode([String].self, from: Data(printed.utf8))
    )
    #expect(one == other)
  }

  @Test func `a paragraph breaks at spaces, and a word that is too long is cut`() {
    #expect(Printable.wrapped("one two three", width: 7) == ["one two", "three"])
    #expect(Printable.wrapped("abcdefgh ij", width: 3) == ["abc", "def", "gh", "ij"])
    #expect(Printable.wrapped("", width: 5) == [""])
  }

  @Test(arguments: 1...60) func `no wrapped line is wider than asked`(width: Int) {
    let text = "You are given a migration with an incomprehensibilities-laden staffing plan; what now?"
    let lines = Printable.wrapped(text, width: width)
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test func `a column is exactly as wide as asked`() {
    #expect(Printable.column("abc", 5) == "abc  ")
    #expect(Printable.column("abcdef", 4) == "abc…")
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한글", 4), ("ﾊﾝ", 2), ("Ａ", 2), ("🙂", 2), ("Ωж–…•", 5),
    ("", 0),
    ("a\u{200D}b", 2), ("नि", 2), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇩🇪🇫🇷", 4), ("1️⃣", 2), ("❤️", 2), ("❤", 1), ("⚠️", 2),
    ("🏳️‍🌈", 2),
    ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("1", 1), ("#", 1), ("©", 1),
    ("☺\u{FE0E}", 1),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{200B}", 0), ("\u{2060}", 0), ("\u{600}1", 2), ("〈䷀〉", 6),
    ("e" + String(repeating: "\u{301}", count: 60), 1), ("ก็", 1),
  ]) func `text has the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(Printable.columns(text) == columns)
  }

  @Test func `what is twice as wide is wrapped and cut by columns, not letters`() {
    #expect(Printable.wrapped("漢字漢字 ab", width: 4) == ["漢字", "漢字", "ab"])
    #expect(Printable.wrapped("漢字", width: 3) == ["漢", "字"])
    #expect(Printable.wrapped("漢字", width: 1) == ["漢", "字"], "it goes on, whatever the width")
    #expect(Printable.column("漢字", 5) == "漢字 ")
    #expect(Printable.column("漢字漢字", 6) == "漢字… ")
    #expect(Printable.column("e\u{301}e\u{301}", 3) == "e\u{301}e\u{301} ")
  }

  /// What readers see as one: each of these is drawn whole or not at all.
  private static let wholes = [
    "👨‍👩‍👧‍👦", "👍🏽", "🇩🇪", "1️⃣", "❤️", "🏳️‍🌈", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "漢", "e\u{301}",
    "\u{1112}\u{1161}\u{11AB}", "नि", "क्षि", "q\u{323}\u{307}", "a\u{200D}", "👩🏽‍🚀",
  ]

  @Test(arguments: wholes, 1...9) func `no line and no column cuts a letter or picture in two`(
    whole: String, width: Int
  ) {
    let text = String(repeating: whole, count: 7) + " x" + whole + "x"
    let lines = Printable.wrapped(text, width: width)
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    // Where a word joins the letter before it, both are one: x and a mark.
    let pieces = Set(text)
    for line in lines {
      #expect(pieces.isSuperset(of: line))
      #expect(Printable.columns(line) <= max(width, Printable.columns(whole)))
    }
    let column = Printable.column(text, width)
    #expect(Printable.columns(column) == width)
    #expect(pieces.union(["…"]).isSuperset(of: column))
    let cut = Printable.cut(text, width)
    #expect(Printable.columns(cut) <= width && cut.hasSuffix("…"))
  }

  @Test func `a line that fits keeps its spaces`() {
    #expect(Printable.fitted("0:01  green", width: 11) == ["0:01  green"])
    #expect(Printable.fitted("0:01  green", width: 10) == ["0:01 green"])
    #expect(Printable.fitted("0:01  green", width: 6) == ["0:01", "green"])
  }
}
