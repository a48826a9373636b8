import Foundation
import Rehearsal
import Report
import SpeechTiming
import Tracker

extension FuzzTarget {
  /// Words of a person or of a file name, read as what they may mean and shown.
  static let text = FuzzTarget(
    name: "text", about: "names, titles, references, targets, times: read, shown, exported",
    seeds: {
      [
        "last", "last~2", "tpm/PE1@3", "20261122-161512-kabc", "60-105-150", "1e3-nan-inf",
        "2026-11-22T17:15:12.250+01:00", "=1+1", "@sum(a)",
        "\u{1B}]0;owned\u{07}\u{9B}31m\u{202E}abc\u{2066}", "a, \"b\"\r\nc", "漢字 e\u{301} 👩‍👩‍👧 ﷽", "-rf",
      ].map { Array($0.utf8) }
    },
    run: { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = TakeReference(text)
      if let target = try? Target(text: text) {
        _ = target.light(at: 60)
        try Drawing.parses(target)
      }
      if let id = TakeID(text) { try promise(id.description == text, "an id changed") }
      if let time = Timestamp(text) {
        let again = Timestamp(time.text)
        try promise(again?.secondsSince1970 == time.secondsSince1970, "a time changed: \(time)")
      }
      try Drawing.harmless(Printable.line(text))
      try promise(!Printable.line(text).contains("\n"), "a line has a break")
      for width in [1, 7, 80] {
        for line in Printable.wrapped(text, width: width) {
          try Drawing.harmless(line)
          try promise(Printable.columns(line) <= width || line.count == 1, "a line is wider than \(width)")
        }
        let column = Printable.column(text, width)
        try promise(
          Printable.columns(column) == width, "a column is not \(width) wide: \(column.debugDescription)")
      }
      try Drawing.parses(FailureRecord(file: text, error: text))
      try promise(cells(of: text).allSatisfy { !isFormula($0) }, "a cell is a formula")
    })

  private static func isFormula(_ cell: [UInt8]) -> Bool {
    let isText = Double(String(decoding: cell, as: UTF8.self)) == nil
    return isText && cell.first.map { "=+-@\t\r\n\0".utf8.contains($0) } ?? false
  }

  /// The cells of a table with `name` in it, read by RFC 4180.
  private static func cells(of name: String) -> [[UInt8]] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    var previous: UInt8?
    for byte in Export.csv.text(of: Drawing.pacing, file: name).utf8 {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), _):
        // A second one in a row is one that the cell has.
        if !isQuoted, previous == byte { cells[cells.count - 1].append(byte) }
        isQuoted.toggle()
      case (UInt8(ascii: ","), false), (UInt8(ascii: "\n"), false): cells.append([])
      case (UInt8(ascii: "\r"), false): break
      default: cells[cells.count - 1].append(byte)
      }
      previous = byte
    }
    return cells
  }
}
