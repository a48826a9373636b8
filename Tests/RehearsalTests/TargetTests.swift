import Foundation
import Rehearsal
import Testing

@Suite struct TargetTests {
  @Test(arguments: [
    (0, Light.belowMin), (59.999, .belowMin), (60, .green), (104.999, .green), (105, .yellow),
    (149.999, .yellow), (150, .red), (179.999, .red), (180, .over), (3600, .over),
  ])
  func `The light changes exactly at each bound`(seconds: Double, light: Light) throws {
    #expect(try Target(min: 60, goal: 105, max: 150).light(at: seconds) == light)
  }

  @Test(arguments: [(30, 45), (119.99, 134.99), (120, 135), (120.01, 150.01), (240, 270)])
  func `The light says over 15 s after max, 30 s after a max of more than two minutes`(
    max: Double, over: Double
  ) throws {
    let target = try Target(min: 10, goal: 20, max: max)
    #expect(target.over == over)
    #expect(target.light(at: over.nextDown) == .red)
    #expect(target.light(at: over) == .over)
  }

  @Test func `A target of one single length has no green and no yellow`() throws {
    let target = try Target(min: 60, goal: 60, max: 60)
    #expect(target.light(at: 59.9) == .belowMin)
    #expect(target.light(at: 60) == .red)
  }

  @Test(
    arguments: [
      (0, 1, 2), (-1, 1, 2), (2, 1, 3), (1, 3, 2), (1, 2, 3600.001), (Double.nan, 1, 2), (1, Double.nan, 2),
      (1, 2, Double.nan), (1, 2, Double.infinity), (-Double.infinity, 1, 2),
    ] as [(Double, Double, Double)])
  func `Lengths that are no target are refused with what was given`(min: Double, goal: Double, max: Double) {
    let error = #expect(throws: InvalidTarget.self) { try Target(min: min, goal: goal, max: max) }
    #expect(error.map { "\($0.min) \($0.goal) \($0.max)" } == "\(min) \(goal) \(max)")
  }

  @Test(arguments: [(0.001, 0.001, 0.001), (1, 1, 3600), (3600, 3600, 3600)])
  func `The widest and the narrowest target are allowed`(min: Double, goal: Double, max: Double) throws {
    let target = try Target(min: min, goal: goal, max: max)
    #expect((target.min, target.goal, target.max) == (min, goal, max))
  }

  @Test(arguments: PromptKind.allCases)
  func `The default of each kind is a target`(kind: PromptKind) throws {
    let target = kind.defaultTarget
    #expect(try Target(min: target.min, goal: target.goal, max: target.max) == target)
  }

  @Test(arguments: [
    (PromptKind.intro, 45, 75, 120), (.motivation, 30, 45, 75), (.behavioral, 60, 105, 150),
    (.howTo, 45, 90, 120), (.culture, 45, 75, 120), (.technical, 90, 150, 240), (.scenario, 90, 150, 240),
    (.drill, 90, 150, 240), (.reverse, 10, 20, 40),
  ])
  func `Each kind has the length that the guides give`(
    kind: PromptKind, min: Double, goal: Double, max: Double
  )
    throws
  {
    #expect(try kind.defaultTarget == Target(min: min, goal: goal, max: max))
  }

  @Test func `JSON is checked like any other source`() throws {
    let target = try Target(min: 60, goal: 105.5, max: 150)
    let data = try JSONEncoder().encode(target)
    #expect(try JSONDecoder().decode(Target.self, from: data) == target)
    #expect(throws: InvalidTarget.self) {
      try JSONDecoder().decode(Target.self, from: Data(#"{"min":2,"goal":1,"max":3}"#.utf8))
    }
  }
}
