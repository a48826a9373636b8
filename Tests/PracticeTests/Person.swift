import CaptureRig
import Foundation
import Recording
import Rehearsal
import Synchronization
import Testing

@testable import Practice

/// Somebody who rehearses: a folder of their own, a clock that the test sets, and all that Aloud told them.
final class Person: Sendable {
  let folder: String
  let environment: Environment
  private let world: World

  private final class World: Sendable {
    struct Values {
      var now = Date(timeIntervalSince1970: 1_795_364_112)  // 2026-11-22 16:15:12 UTC
      var uptime = 0.0
      var chance: UInt64 = 1
      var told: [Notice] = []
    }
    let values = Mutex(Values())
  }

  init() throws {
    _ = CaptureRig.folder
    let world = World()
    self.world = world
    folder = try CaptureRig.scratch()
    let packs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Prompts")
    var environment = Environment(
      paths: Paths(data: URL(filePath: folder), packFolders: [packs.standardized]))
    environment.now = { world.values.withLock { $0.now } }
    environment.zone = { .gmt }
    environment.uptime = { world.values.withLock { $0.uptime } }
    environment.chance = {
      world.values.withLock { values in
        values.chance = values.chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return values.chance
      }
    }
    self.environment = environment
  }

  /// The workspace as a program that starts now opens it.
  func workspace(recordingFirst: Bool = false) throws -> Workspace {
    try Workspace(
      in: environment, recordingFirst: recordingFirst,
      tell: { [world] notice in world.values.withLock { $0.told.append(notice) } })
  }

  /// What was told outside an attempt.
  var told: [Notice] { world.values.withLock { $0.told } }

  /// The wall clock goes on by so many seconds, or back.
  func setClock(aheadBy seconds: Double) { world.values.withLock { $0.now += seconds } }

  /// So many seconds pass for whoever thinks or waits.
  func pass(_ seconds: Double) { world.values.withLock { $0.uptime += seconds } }

  /// A plan to answer `prompt` into `device` at once.
  func plan(_ prompt: String = "PE1", device: String = "voice") throws -> Attempt.Plan {
    var plan = Attempt.Plan(Question(try workspace().catalog.entry(named: prompt)))
    plan.device = device
    return plan
  }

  /// Speaks until `isEnough`, presses the key, and waits for the end.
  @discardableResult func answer(
    _ prompt: String = "PE1", until isEnough: (AttemptState) -> Bool = { $0.seconds >= 18 }
  ) throws -> AttemptEnd {
    let attempt = try Attempt(plan(prompt), in: workspace())
    try attempt.begin()
    attempt.wait(until: isEnough)
    attempt.stop(.key)
    return try attempt.ended()
  }
}

extension AttemptState {
  /// Seconds recorded, 0 before and after.
  var seconds: Double { if case .recording(let snapshot) = phase { snapshot.seconds } else { 0 } }
}

extension Attempt {
  /// Waits for a state; the test fails when it does not come for long.
  @discardableResult func wait(
    until isReached: (AttemptState) -> Bool, _ location: SourceLocation = #_sourceLocation
  ) -> AttemptState {
    var state = state
    // Only to end a test that would never end: a minute and more.
    for _ in 0..<10_000 where !isReached(state) && state.end == nil {
      state = self.state(after: state, within: 0.01)
    }
    #expect(isReached(state), "\(state.phase)", sourceLocation: location)
    return state
  }

  /// How it ended, once it did.
  func ended() throws -> AttemptEnd {
    let state = wait { $0.end != nil }
    guard case .ended(let end) = state.end else {
      Issue.record("\(state.phase)")
      throw CancellationError()
    }
    return end
  }
}
