import Rehearsal
import Testing

@Suite struct TrendTests {
  @Test(arguments: [[], [100]])
  func `Fewer than two takes give no verdict`(values: [Double]) {
    #expect(Trend(values).verdict == .tooFew)
  }

  @Test(arguments: [
    (100, 100, "="), (100, 108, "="), (100, 92, "="), (100, 108.001, "+"), (100, 91.999, "-"), (50, 54, "="),
    (50, 46, "="), (75, 81, "="), (75, 69, "="), (0.7, 0.756, "="), (0.7, 0.644, "="), (120, 129.6, "="),
    (120, 110.4, "="), (100, 200, "+"), (100, 0, "-"), (3, 3.25, "+"), (3, 2.75, "-"),
  ])
  func `Inside eight per cent either way nothing has changed`(before: Double, last: Double, verdict: String) {
    let percent = 100 * (last / before - 1)
    let found = Trend([before, last]).verdict
    switch found {
    case .noChange(let found), .up(let found), .down(let found): #expect(abs(found - percent) < 1e-9)
    case .tooFew: Issue.record("too few")
    }
    let sign =
      switch found {
      case .noChange: "="
      case .up: "+"
      case .down: "-"
      case .tooFew: "?"
      }
    #expect(sign == verdict)
  }

  @Test(
    arguments: [
      ([10, 20, 40], 15), ([10, 20, 30, 60], 20), ([10, 20, 30, 40, 50, 90], 30),
      ([1, 1, 1, 10, 20, 30, 40, 50, 90], 30), ([50, 10, 40, 20, 30, 90], 30), ([1, 1000, 1000, 1, 2, 9], 2),
    ] as [([Double], Double)])
  func `The last take is held against the median of up to five before it`(values: [Double], median: Double) {
    guard let last = values.last else { return }
    #expect(Trend(values).verdict == .up(percent: 100 * (last / median - 1)))
    #expect(Trend(values).values == values)
  }

  @Test func `How many takes and how many per cent can be set`() {
    var settings = RehearsalSettings()
    settings.trendTakes = 1
    settings.trendPercent = 50
    #expect(Trend([1, 100, 149], settings: settings).verdict == .noChange(percent: 100 * (149.0 / 100 - 1)))
    settings.trendTakes = 0
    #expect(Trend([1, 100], settings: settings).verdict == .tooFew)
  }

  @Test func `From nothing to nothing is no change, from nothing to something has no per cent`() {
    #expect(Trend([0, 0, 0]).verdict == .noChange(percent: 0))
    #expect(Trend([0, 0, 3]).verdict == .tooFew)
  }
}
