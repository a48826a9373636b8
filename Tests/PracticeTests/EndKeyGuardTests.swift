import Practice
import Testing

/// Keys against the beginning of a recording; times in seconds.
@Suite struct EndKeyGuardTests {
  /// - Returns: the keys that end a recording which begins at 0; the first one of them does.
  private func ending(_ keys: [Double]) -> [Double] {
    var guarded = EndKeyGuard()
    return keys.filter { time in
      if time >= 0 {
        guarded.recordingGoesOn(at: 0)
        guarded.recordingGoesOn(at: time)
      } else {
        guarded.nothingIsRecorded()
      }
      return guarded.ends(at: time)
    }
  }

  @Test func `A bounce of the key that started it does not end it, and the next press does`() {
    #expect(ending([-0.05, 0.1, 0.3]) == [])
    #expect(ending([-0.05, 0.1, 0.3, 0.9]) == [0.9])
    #expect(ending([-0.05, 0.1, 0.7, 0.96]) == [0.96])
  }

  @Test func `Whoever presses it for the first time after the beginning ends it at once`() {
    #expect(ending([0.81]) == [0.81])
    #expect(ending([-60, 45.2]) == [45.2])
  }

  @Test func `A held key that repeats does not end it, however long it is held`() {
    let held = [-0.1, 0.56] + (1...200).map { 0.56 + 0.04 * Double($0) }
    #expect(ending(held) == [])
    #expect(ending(held + [9]) == [9])
    let slow = [-0.1] + (0...30).map { 0.15 + 0.2 * Double($0) }
    #expect(ending(slow) == [])
  }

  @Test func `Each part that is recorded has a beginning`() {
    var guarded = EndKeyGuard()
    guarded.recordingGoesOn(at: 0)
    guarded.nothingIsRecorded()
    guarded.recordingGoesOn(at: 30)
    let early = guarded.ends(at: 30.4)
    guarded.recordingGoesOn(at: 31)
    let late = guarded.ends(at: 31)
    #expect(!early && late)
  }
}
