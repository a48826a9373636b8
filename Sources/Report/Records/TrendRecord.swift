import Rehearsal

/// `aloud trends --json`: one group of takes.
public struct TrendRecord: Encodable {
  private let title: String
  private let takes, measured, inTarget, overruns: Int
  private let measures: [MeasureRecord]

  /// The record of `content`.
  public init(_ content: TrendContent) {
    title = content.title
    takes = content.takes
    measured = content.measured
    inTarget = content.inTarget
    overruns = content.overruns
    measures = content.measures.map(MeasureRecord.init)
  }

  private struct MeasureRecord: Encodable {
    let name, unit, verdict: String
    let values: [Double]
    let changePercent: Double?

    init(_ measure: TrendContent.Measure) {
      name = measure.name
      unit = measure.unit
      values = measure.trend.values
      switch measure.trend.verdict {
      case .tooFew: (verdict, changePercent) = ("tooFew", nil)
      case .noChange(let percent): (verdict, changePercent) = ("noChange", percent)
      case .up(let percent): (verdict, changePercent) = ("up", percent)
      case .down(let percent): (verdict, changePercent) = ("down", percent)
      }
    }

    private enum Key: CodingKey { case name, unit, values, verdict, changePercent }

    /// Writes all keys: where there is no earlier take to compare with, the change is `null`.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(name, forKey: .name)
      try container.encode(unit, forKey: .unit)
      try container.encode(values, forKey: .values)
      try container.encode(verdict, forKey: .verdict)
      try container.encode(changePercent, forKey: .changePercent)
    }
  }
}
