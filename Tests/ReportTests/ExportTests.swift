import Foundation
import Report
import Signal
import SpeechTiming
import Testing

@Suite struct ExportTests {
  private let pacing: Pacing = {
    var pacing = Samples.pacing("..####.####!!##..")
    pacing.filledPauses = [FilledPause(interval: Interval(start: 1, end: 1.25), confidence: 0.75)]
    return pacing
  }()

  /// Praat's own reading of a TextGrid is a sequence of numbers, quoted texts and flags; all else is comment.
  private func tokens(_ text: String) -> [Substring] {
    text.matches(of: /"(?:[^"]|"")*"|<exists>|(?:= )(-?[0-9.e-]+)/).map { $0.1 ?? $0.0 }
  }

  @Test func `a TextGrid has four tiers that cover the recording without a hole`() throws {
    let text = Export.textgrid.text(of: pacing, file: "a.wav")
    #expect(
      text.hasPrefix("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = 8.5\n"))
    let head = tokens(text).prefix(6).map(String.init)
    #expect(head == ["\"ooTextFile\"", "\"TextGrid\"", "0", "8.5", "<exists>", "4"])
    let tiers = text.components(separatedBy: "        class = ").dropFirst()
    #expect(
      tiers.map { $0.prefix { $0 != "\n" } } == [
        "\"IntervalTier\"", "\"IntervalTier\"", "\"TextTier\"", "\"IntervalTier\"",
      ])
    for tier in tiers where tier.hasPrefix("\"IntervalTier\"") {
      let starts = tier.matches(of: /xmin = ([0-9.]+)/).compactMap { Double($0.1) }.dropFirst()
      let ends = tier.matches(of: /xmax = ([0-9.]+)/).compactMap { Double($0.1) }.dropFirst()
      #expect(starts.first == 0 && ends.last == 8.5)
      #expect(Array(starts.dropFirst()) == Array(ends.dropLast()))
      #expect(tier.contains("intervals: size = \(starts.count)\n"))
    }
    #expect(text.contains("text = \"lost\"") && text.contains("text = \"medium\""))
  }

  @Test func `an empty recording is still a TextGrid that Praat opens`() {
    let text = Export.textgrid.text(of: Pacing(duration: 0, speech: []), file: "a.wav")
    #expect(text.contains("intervals: size = 1") && text.contains("points: size = 0"))
  }

  @Test func `Audacity labels are start, end and text, in order of time`() throws {
    let lines = Export.labels.text(of: pacing, file: "a.wav").split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(lines.allSatisfy { $0.count == 3 })
    let starts = lines.compactMap { Double($0[0]) }
    #expect(starts == starts.sorted() && starts.count == lines.count)
    #expect(lines.contains { $0.joined(separator: "|") == "3.000000|3.500000|pauses: medium" })
    #expect(lines.contains { $0[2] == "filled pauses: um/uh? 0.75" })
  }

  @Test func `a table has a header and quotes what needs it`() {
    let rows = Export.csv.text(of: pacing, file: "a, \"b\".wav").components(separatedBy: "\r\n")
    #expect(rows.first == "file,tier,start,end,text")
    #expect(rows[1] == "\"a, \"\"b\"\".wav\",activity,1.0000,3.0000,sounding")
    #expect(rows.last == "")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\u{1B}=1", "'=1"), ("\0=1", "'=1"),
    ("\tx", " x"), ("a\n=1", "a =1"), ("a\r=1", "a =1"),
  ]) func `a spreadsheet never takes a name for a formula`(name: (given: String, cell: String)) {
    let row = Export.csv.text(of: pacing, file: name.given).components(separatedBy: "\r\n")[1]
    #expect(row.hasPrefix(name.cell + ",activity,"))
  }
}
