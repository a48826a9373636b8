import Signal
import Testing

@testable import Recording

/// A device in numbers: it gives a period each 20 ms, and the test bends that.
@Suite struct LossDetectorTests {
  private let period = 960

  private enum Event {
    case late(periods: Int)
    case loses(frames: Int64)
    case breaks(frames: Int64)
  }

  /// Runs `seconds` of a device; `event(period)` tells what happens before that period.
  private func findings(
    seconds: Double, ppm: Double = 0, jitter: Double = 0, _ event: (Int) -> Event? = { _ in nil }
  ) -> (found: [LossDetector.Finding], drift: Double?) {
    var detector = LossDetector(sampleRate: .preferred, periodSize: period)
    var found: [LossDetector.Finding] = []
    var position: Int64 = 0
    var lost: Int64 = 0
    var vanished: Int64 = 0
    var waiting = 0
    let rate = 48_000 * (1 + ppm / 1e6)
    for index in 1...Int(seconds * 50) {
      switch event(index) {
      case .late(let periods): waiting = periods
      case .loses(let frames): vanished += frames
      case .breaks(let frames):
        vanished += frames
        detector.noteBreak(before: position, cause: .overrun)
      case nil: break
      }
      var time = Double(index * period + Int(vanished)) / rate
      time += jitter * Double(index * 7919 % 100) / 100
      if waiting > 0 {
        waiting -= 1
        _ = detector.observe(at: time, position: position, accounted: position + lost, gotFrames: false)
        continue
      }
      let before = position
      position = Int64(index * period)
      let finding = detector.observe(
        at: time, position: before, accounted: position + lost, gotFrames: true)
      if case .lost(_, let length, _) = finding {
        lost += length
        found.append(finding)
      }
    }
    return (found, detector.driftPPM)
  }

  /// A detector after two seconds in which every period came on time: 100 reads, 96,000 frames.
  private func steady() -> LossDetector {
    var detector = LossDetector(sampleRate: .preferred, periodSize: period)
    for index in 1...100 {
      let position = index * period
      _ = detector.observe(
        at: Double(index) * 0.02, position: Int64(position - period), accounted: Int64(position),
        gotFrames: true)
    }
    return detector
  }

  @Test(arguments: [-1000.0, -200, 0, 50, 200, 1000]) func `drift is no loss, and is measured`(ppm: Double)
    throws
  {
    let result = findings(seconds: 600, ppm: ppm, jitter: 0.03)
    #expect(result.found.isEmpty)
    #expect(abs(try #require(result.drift) - ppm) < 20)
  }

  @Test func `a short recording has no drift`() { #expect(findings(seconds: 20).drift == nil) }

  @Test func `periods that come late but come are no loss`() {
    #expect(findings(seconds: 10) { $0 == 100 ? .late(periods: 20) : nil }.found.isEmpty)
  }

  @Test(arguments: [3000, 9600, 48_000]) func `frames that never come are a loss, at its place and length`(
    frames: Int64
  ) {
    let result = findings(seconds: 10, jitter: 0.01) { $0 == 101 ? .loses(frames: frames) : nil }
    #expect(result.found.count == 1)
    guard case .lost(let position, let length, let cause) = result.found.first else { return }
    #expect(position == 96_000)
    #expect(abs(length - frames) <= 480)
    #expect(cause == .silentLoss)
  }

  @Test func `a break that is known is decided at the next frames, however short`() {
    let result = findings(seconds: 4) { $0 == 101 ? .breaks(frames: 100) : nil }
    #expect(result.found == [.lost(position: 96_000, length: 100, cause: .overrun)])
  }

  @Test func `many losses keep the time line true`() {
    let result = findings(seconds: 60) { $0 % 50 == 0 ? .breaks(frames: Int64($0 * 13 % 4800 + 1)) : nil }
    #expect(result.found.count == 60)
    let total = result.found.reduce(Int64(0)) { sum, finding in
      if case .lost(_, let length, _) = finding { sum + length } else { sum }
    }
    let truth = stride(from: 50, through: 3000, by: 50).reduce(Int64(0)) { $0 + Int64($1 * 13 % 4800 + 1) }
    #expect(abs(total - truth) <= 60)
  }

  @Test func `frames that came late right before a break stay before it and make it no shorter`() {
    var detector = steady()
    // 60 ms late a few frames come, and then nothing for two seconds, at whose end the device reports an overrun.
    _ = detector.observe(at: 2.06, position: 96_000, accounted: 96_100, gotFrames: true)
    detector.noteBreak(before: 96_100, cause: .overrun)
    let finding = detector.observe(at: 4.02, position: 96_100, accounted: 97_060, gotFrames: true)
    #expect(finding == .lost(position: 96_100, length: 95_900, cause: .overrun))
  }

  @Test func `last frames that came late are no loss`() {
    var detector = steady()
    _ = detector.observe(at: 2.12, position: 96_000, accounted: 96_480, gotFrames: true)
    _ = detector.observe(at: 2.17, position: 96_480, accounted: 96_480, gotFrames: false)
    #expect(detector.conclude() == .complete)
  }

  @Test func `a few frames in the middle of a loss do not split it`() {
    var detector = steady()
    // The hole begins at 2 s and is 200 ms long; four frames that the device still had come 55 ms into it.
    _ = detector.observe(at: 2.055, position: 96_000, accounted: 96_004, gotFrames: true)
    for time in [2.105, 2.155] {
      _ = detector.observe(at: time, position: 96_004, accounted: 96_004, gotFrames: false)
    }
    var found: [LossDetector.Finding] = []
    var lost: Int64 = 0
    for index in 1...100 {
      let before = Int64(96_004 + (index - 1) * period)
      let finding = detector.observe(
        at: 2.2 + 4.0 / 48_000 + Double(index) * 0.02, position: before,
        accounted: before + Int64(period) + lost, gotFrames: true)
      if case .lost(_, let length, _) = finding {
        lost += length
        found.append(finding)
      }
    }
    #expect(found == [.lost(position: 96_004, length: 9600, cause: .silentLoss)])
  }
}
