import AudioDevice
import CaptureRig
import Foundation
import Rehearsal
import Signal
import Testing

@testable import Recording

/// Devices that lose audio, stop, or go away: what was heard is kept, and what was not is a gap of the true length
/// at its place.
@Suite(.serialized) struct LostAudioTests {
  @Test func `an overrun is silence of the true length at its place`() throws {
    let recorded = try Recorded.from("overrun", seconds: 2)
    #expect(recorded.take.gaps.map(\.cause) == [.overrun, .overrun])
    #expect(recorded.take.frames == 96_000)
    // The clock tells the length to a fraction of a period.
    let shifts = try recorded.spokenShifts()
    for shift in shifts { #expect(abs(shift) <= 480, "the time line is off by \(shift) frames") }
  }

  @Test func `a suspended device is started again, and what it slept through is a gap`() throws {
    let recorded = try Recorded.from("suspended", seconds: 2)
    #expect(recorded.take.gaps.map(\.cause) == [.suspended])
    #expect(recorded.take.frames == 96_000)
    for shift in try recorded.spokenShifts() { #expect(abs(shift) <= 480) }
  }

  @Test func `a storm of overruns loses no other frame`() throws {
    let recorded = try Recorded.from("storm", seconds: 3.5)
    #expect(recorded.take.gaps.count == 20)
    for shift in try recorded.spokenShifts() { #expect(abs(shift) <= 960) }
  }

  @Test(arguments: ["gone", "goneMasked"])
  func `a device that goes away ends the take with every frame it gave`(
    device: String
  ) throws {
    let recorded = try Recorded.from(device, seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames == 50_000)
    #expect(recorded.outcome.deviceError?.kind == .disconnected)
    recorded.expectSpeech()
  }

  @Test func `a device that is gone at once leaves an empty take, and says so`() throws {
    let recorded = try Recorded.from("goneAtOnce", seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames == 0)
  }

  @Test(.disabled(if: Shell.isSanitized, "a sanitizer makes it too slow for a device in real time"))
  func `a stall is a gap, and the speech after it is kept`() throws {
    var wasSeen = false
    let recorded = try Recorded.from("stall", seconds: 4) { snapshot in
      wasSeen = wasSeen || snapshot.isStalled
      return false
    }
    #expect(wasSeen)
    #expect(recorded.take.gaps.map(\.cause) == [.stall])
    #expect(recorded.take.gaps.first?.position == 30_000)
    #expect(recorded.take.frames == 192_000)
    // The virtual microphone goes on with the next sample: it was held up, nothing was lost.
    recorded.expectSpeech { -$0.length }
  }

  @Test func `a device that stalls for good ends the take`() throws {
    let recorded = try Recorded.from("dead", seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames == 30_000)
    recorded.expectSpeech()
  }

  @Test func `a read that never returns ends the take and not the program`() throws {
    let recorded = try Recorded.from("hanging", seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames > 28_000 && recorded.take.frames <= 30_000)
    recorded.expectSpeech()
  }

  @Test func `frames that vanish without an error are found`() throws {
    let recorded = try Recorded.from("leaky", seconds: 3)
    let gap = try #require(recorded.take.gaps.first)
    #expect(recorded.take.gaps.count == 1)
    #expect(gap.cause == .silentLoss)
    #expect(gap.position == 30_000)
    #expect(abs(gap.length - 9600) <= 480)
    recorded.expectSpeech { 9600 - $0.length }
  }
}
