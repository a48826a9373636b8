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
    ("a\u{200D}b", 2), ("नि", 2),
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
}
