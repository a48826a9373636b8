import Foundation
import Rehearsal
import Report
import SpeechTiming
import Testing

@Suite struct ReviewTests {
  private func review(
    _ drawing: String, _ target: (Double, Double, Double), covers: [String] = [], width: Int = 80
  ) throws -> String {
    let pacing = Samples.pacing(drawing)
    let target = try Samples.target(target.0, target.1, target.2)
    let take = try Samples.take(covers: covers, target: target)
    return ReviewText(
      ReviewContent(of: take, pacing), style: TextStyle(width: width)
    ).text
  }

  @Test func `flags come before the numbers, each with rule, figures and span`() throws {
    let text = try review("..####################..", (1, 3, 8))
    let flag = try #require(
      text.range(of: "R1: too long: 10.0 s, 2.0 s past the target's max of 8.0 s"))
    let length = try #require(text.range(of: "Length"))
    #expect(flag.lowerBound < length.lowerBound)
    #expect(text.contains("R2: a ramble: 10.0 s, more than 1.5 × the goal of 3.0 s (4.5 s)"))
  }

  @Test func `an answer that breaks no rule says so`() throws {
    #expect(
      try review("..####.######..", (1, 5, 10)).contains(
        "in target: 5.5 s of 0:01–0:10, goal 0:05; no rule broken"))
  }

  @Test func `numbers are in words and units`() throws {
    let text = try review("....####.######..", (1, 5, 10))
    #expect(text.contains("First word     after 2.0 s"))
    #expect(text.contains("Pauses         1, 10.9 a minute; 0.5 s in all, 9 % of the answer"))
    #expect(text.contains("brief 0, medium 1, long 0, dead air 0"))
    #expect(text.contains("Longest pause  0.5 s at 0:04"))
    #expect(text.contains("Length         5.5 s of 8.5 s recorded"))
  }

  @Test func `a pace is shown with how far it can be off, and words with their factor`() throws {
    let text = try review("..####.######..", (1, 5, 10)).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }.joined(separator: " ")
    // 20 syllables in 5 s of speech and 5.5 s of answer.
    let error = SyllableError.relative(syllables: 20)
    let spread = SyllableError.relativeOfWords(syllables: 20)
    let words = 60 * 20 / 5.5 / 1.38
    #expect(
      text.contains(
        "4.0 ± \(Figures.fixed(4 * error, 1)) syllables a second while speaking, "
          + "3.6 ± \(Figures.fixed(20 / 5.5 * error, 1)) with pauses; estimated"))
    #expect(
      text.contains(
        "about 158 words a minute (\(Figures.fixed(words * (1 - spread), 0))–"
          + "\(Figures.fixed(words * (1 + spread), 0))), estimated at 1.38 syllables a word"))
  }

  @Test func `what a strong answer covers is a list to tick`() throws {
    #expect(try review("..######..", (1, 5, 10), covers: ["the objective"]).contains("[ ]  1 the objective"))
  }

  @Test func `a silent take is no error and shows no made-up number`() throws {
    let text = try review("..........", (1, 5, 10))
    #expect(text.contains("no usable speech: 0.0 s found; check the microphone with `aloud check`"))
    #expect(text.contains("no speech in 5.0 s of recording"))
    #expect(!text.contains("nan") && !text.contains("syllables"))
  }

  @Test(arguments: [20, 40, 80]) func `a review fits its terminal`(width: Int) throws {
    let text = try review(
      "..####.####==######......##", (1, 5, 10), covers: ["a long item " + String(repeating: "x", count: 90)],
      width: width)
    #expect(text.split(separator: "\n").filter { $0.count > width } == [])
  }

  @Test func `hostile text in a take never reaches the terminal as an escape`() throws {
    let target = try Samples.target(1, 5, 10)
    let take = try Samples.take(title: "evil \u{1B}]0;owned\u{07}\u{202E}", target: target)
    let pacing = Samples.pacing("..####..")
    let text = ReviewText(
      ReviewContent(of: take, pacing), style: TextStyle()
    ).text
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
  }
}
