import Rehearsal
import Signal
import SpeechTiming
import Testing

@Suite struct WarningTests {
  private func warnings(_ change: (inout Pacing) -> Void = { _ in }) throws -> [TakeWarning] {
    var pacing = Answers.unbroken(1000)
    change(&pacing)
    return Assessment(of: pacing, against: try Target(min: 1, goal: 2, max: 3600)).warnings
  }

  @Test func `A take without doubts has no warning`() throws {
    #expect(try warnings().isEmpty)
    #expect(
      try warnings { $0.level = Level(peakDBFS: -1, speechDBFS: -40, noiseDBFS: -48, difference: 8) }.isEmpty)
  }

  @Test func `Quiet speech is a warning below -40 dBFS`() throws {
    #expect(try warnings { $0.level.speechDBFS = -40.5 } == [.quietMicrophone(speechDBFS: -40.5)])
  }

  @Test func `Speech that hardly stands out is a warning below 8 dB`() throws {
    #expect(try warnings { $0.level.difference = 7.5 } == [.lowLevelDifference(decibels: 7.5)])
  }

  @Test func `Clipping once is a warning`() throws {
    #expect(try warnings { $0.level.clippings = 1 } == [.clipped(times: 1)])
  }

  @Test func `Lost audio is counted and summed`() throws {
    let gaps = [Interval(start: 1, end: 1.25), Interval(start: 4, end: 4.5)]
    #expect(try warnings { $0.gaps = gaps } == [.gap(count: 2, seconds: 0.75)])
  }

  @Test func `All doubts come together and each has a name of its own`() throws {
    let all = try warnings {
      $0.speech = []
      $0.gaps = [Interval(start: 1, end: 2)]
      $0.level = Level(peakDBFS: 0, speechDBFS: -60, noiseDBFS: -61, difference: 1, clippings: 3)
    }
    #expect(
      all.map(\.name) == ["noUsableSpeech", "gap", "clipped", "quietMicrophone", "lowLevelDifference"])
    #expect(all.first == .noUsableSpeech(phonationTime: 0))
  }
}
