import Files
public import Foundation
import Rehearsal

/// What the application asks of the world around it. A test gives it another.
public struct Environment: Sendable {
  /// Where things are.
  public var paths: Paths
  /// The wall clock, which dates and names takes; no length is ever computed from it.
  public var now: @Sendable () -> Date
  /// The zone of the person.
  public var zone: @Sendable () -> TimeZone
  /// Seconds of a clock that never goes back, for the time to think.
  public var uptime: @Sendable () -> Double
  /// Random numbers, 64 bits at a time, for the names of takes.
  public var chance: @Sendable () -> UInt64

  /// The real world, except for the paths.
  public init(paths: Paths) {
    self.paths = paths
    now = { Date() }
    zone = { .current }
    uptime = { Clock.now }
    chance = { UInt64.random(in: .min ... .max) }
  }

  /// The present time, as a take keeps it.
  var timestamp: Timestamp { Timestamp(now(), in: zone()) }

  /// A name for a take that begins now.
  var newTakeID: TakeID {
    var chance = Chance(number: chance)
    return TakeID(date: now(), using: &chance)
  }

  private struct Chance: RandomNumberGenerator {
    let number: @Sendable () -> UInt64
    func next() -> UInt64 { number() }
  }
}
