import Signal
import SpeechTiming
import Testing

/// Parts of an answer on one time line. In a drawing `|` stands between parts that nobody heard the speaker between, `+` between
/// a full file and the next.
@Suite struct PacingPartsTests {
  private func joined(_ drawing: String) -> Pacing {
    var parts: [Pacing.Part] = []
    var isSeamless = false
    for piece in drawing.split(omittingEmptySubsequences: false, whereSeparator: { "|+".contains($0) }) {
      parts.append(Pacing.Part(Pacing(drawn: String(piece)), isSeamless: isSeamless))
      isSeamless = piece.endIndex < drawing.endIndex && drawing[piece.endIndex] == "+"
    }
    return Pacing(joining: parts)
  }

  /// Equal but for the last bit of the sums.
  private func isSame(_ left: Pacing, _ right: Pacing) -> Bool {
    func numbers(_ pacing: Pacing) -> [Double] {
      [pacing.duration] + (pacing.speech + pacing.gaps + pacing.breaks).flatMap { [$0.start, $0.end] }
        + pacing.nuclei
        + pacing.pauses.flatMap { [$0.interval.start, $0.interval.end] }
        + pacing.runs.flatMap { [$0.interval.start, $0.interval.end, Double($0.syllables)] }
    }
    let (left, right) = (numbers(left), numbers(right))
    return left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  @Test(arguments: [
    "..####+####..", "..####..+..####..", "..####.......+####..", "..####+.......####..", "..##oo##+oo##..",
    "....+..####..", "..####..+......", "..####xx+xx####..", "..###+###+###..", "..####+..",
  ])
  func `files that follow frame by frame are measured like one`(drawing: String) {
    let whole = Pacing(drawn: drawing.filter { $0 != "+" })
    #expect(isSame(joined(drawing), whole))
    #expect(joined(drawing).answerLength == whole.answerLength)
  }

  @Test func `a silence that is none between two files joins the speech`() {
    // 50 ms on either side: the two passages were decided apart.
    #expect(joined("..####.+.####..").speech.count == 1)
    #expect(joined("..####..+.####..").speech.count == 2)
  }

  @Test func `nothing is made up between parts: no pause, no run, no time`() {
    let broken = joined("..####......|.........####..")
    #expect(broken.pauses.isEmpty)
    #expect(broken.runs.count == 2)
    #expect(broken.breaks.count == 1)
    #expect(abs((broken.answerLength ?? 0) - 0.4) < 1e-9, "each part's own length")
    #expect(abs((broken.answerTime ?? 0) - 0.4) < 1e-9)
    #expect(broken.phonationRatio.map { abs($0 - 1) < 1e-9 } == true)
    // Real pauses before and after the break stay.
    #expect(
      joined("##......##..|..##......##").pauses.map { ($0.interval.start * 100).rounded() } == [10, 80])
  }

  @Test func `rates are those of the parts together`() {
    let broken = joined("oooooo......|......ooo")
    #expect(broken.speechRate.map { abs($0 - 20) < 1e-9 } == true)
    #expect(broken.articulationRate.map { abs($0 - 20) < 1e-9 } == true)
    #expect(broken.meanLengthOfRun == 4.5)
    #expect(broken.pauseRate == 0)
  }

  @Test func `speech up to the very end of a part does not run on into the next`() {
    let broken = joined("..####|####..")
    #expect(broken.runs.count == 2)
    #expect(broken.breaks.map(\.duration) == [0])
  }

  @Test func `a part without speech between two others is part of the break`() {
    let broken = joined("..####..|.....|..####..")
    #expect(broken.breaks.count == 1)
    #expect(broken.runs.count == 2 && broken.pauses.isEmpty)
  }

  @Test func `before the first word and after the last nothing is broken`() {
    #expect(joined("....|..####..").breaks.isEmpty)
    #expect(joined("..####..|....").breaks.isEmpty)
    #expect(abs((joined("....|..####..").onsetLatency ?? 0) - 0.3) < 1e-9)
    #expect(joined("....|....").answerLength == nil)
  }

  @Test func `a length and its place on the time line belong together`() {
    let broken = joined("..####....|....####..")
    for length in [0.0, 0.1, 0.2, 0.3, 0.4, 1.0] {
      let position = broken.position(atLength: length)
      #expect(abs(broken.length(atPosition: position) - length) < 1e-9)
    }
    #expect(abs(broken.position(atLength: 0.3) - 0.8) < 1e-9)
    #expect(abs(broken.length(atPosition: 0.5) - 0.2) < 1e-9, "it stands still in the break")
  }

  @Test func `levels are means of the parts, weighted by their speech; the peak is the largest`() {
    var (first, second) = (Pacing(drawn: "###..."), Pacing(drawn: "#....."))
    first.level = Level(
      peakDBFS: -6, speechDBFS: -20, noiseDBFS: -60, difference: 40, clippings: 2, loudnessLUFS: -20)
    second.level = Level(
      peakDBFS: -3, speechDBFS: -40, noiseDBFS: -50, difference: 10, clippings: 1, loudnessLUFS: -20)
    first.voice = Voice(medianPitch: 100, pitchRange: 4)
    let level = Pacing(joining: [
      Pacing.Part(first, isSeamless: false), Pacing.Part(second, isSeamless: false),
    ])
    #expect(level.level.peakDBFS == -3 && level.level.clippings == 3)
    #expect(level.level.speechDBFS.map { abs($0 + 25) < 1e-9 } == true)
    #expect(level.level.noiseDBFS.map { abs($0 + 53.75) < 1e-9 } == true)
    #expect(level.level.loudnessLUFS.map { abs($0 + 20) < 1e-9 } == true)
    #expect(level.voice.medianPitch.map { abs($0 - 100) < 1e-9 } == true, "of the parts that have one")
  }

  @Test func `no part is nothing, and one part is itself`() {
    #expect(Pacing(joining: []).answer == nil)
    #expect(joined("..####..") == Pacing(drawn: "..####.."))
  }
}
