import AudioDevice
import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import Testing

@testable import Recording

/// Devices with several channels, through the real libasound. What is said is in channel 1; the others have it in
/// opposite phase, or nothing, or what the machine plays.
@Suite(.serialized) struct ChannelTests {
  init() { _ = CaptureRig.folder }

  /// What the sidecar has under `device`, and the numbers of the channels in the file.
  private func device(of recorded: Recorded) throws -> (
    opening: [String: Take.Device.Detail], channels: [Int]
  ) {
    let opening = try recorded.library.load(recorded.take.id).device.opening
    guard case .text(let text) = opening["channelsRecorded"] else { return (opening, []) }
    return (opening, text.split(separator: ", ").compactMap { Int($0) })
  }

  @Test(arguments: CaptureRig.arrays)
  func `what is said is recorded from the first frame, however many channels there are`(channels: Int) throws
  {
    let recorded = try Recorded.from("array\(channels)", seconds: 1.9)
    try #require(recorded.take.gaps.isEmpty)
    #expect(zip(recorded.samples, CaptureRig.spoken).enumerated().first { $0.1.0 != $0.1.1 }?.offset == nil)
    let (opening, inFile) = try device(of: recorded)
    #expect(opening["channels"] == .number(Int64(channels)))
    guard channels > 1 else {
      #expect(opening["channelsRecorded"] == nil)
      return
    }
    #expect(inFile == Array(stride(from: 1, to: max(2, channels - 2), by: 2)))
    #expect(opening["channelsAsked"] == .text("automatic"))
    #expect(
      opening["channelsWhy"]
        == .text(inFile.count == 1 ? "it has the most of the voice" : "they agree in phase"))
    guard case .text(let leftOut) = opening["channelsLeftOut"] else {
      Issue.record("\(opening)")
      return
    }
    #expect(leftOut.contains("2 opposite phase"))
    #expect((channels > 2) == leftOut.contains("\(channels - 1) silent, \(channels) another sound"))
  }

  @Test func `behind a converter, opposite phases are seen too`() throws {
    let recorded = try Recorded.from("plugArray2", seconds: 1.9)
    try #require(recorded.take.gaps.isEmpty)
    #expect(zip(recorded.samples, CaptureRig.spoken).enumerated().first { $0.1.0 != $0.1.1 }?.offset == nil)
  }

  @Test func `a later change of the take keeps the choice`() throws {
    let recorded = try Recorded.from("array4", seconds: 1)
    var take = recorded.take
    take.note = "again, shorter"
    try recorded.library.save(take)
    #expect(try device(of: recorded).channels == [1])
  }

  @Test func `a check measures each channel before they become one`() throws {
    let check = try MicrophoneCheck.run(
      Microphone(opening: CaptureRequest(device: "array8")), seconds: 2)
    let report = try #require(check.channels)
    #expect(report.channels.map(\.number) == Array(1...8))
    #expect(report.used == [1, 3, 5])
    #expect(report.channels[6].voiceDBFS == nil && report.channels[6].peak == 0)
    // A sine of 8000 has an rms of −15.3 dBFS.
    #expect(abs((report.channels[7].voiceDBFS ?? 0) + 15) <= 1, "\(report)")
    let mono = try MicrophoneCheck.run(Microphone(opening: CaptureRequest(device: "mic")), seconds: 0.2)
    #expect(mono.channels == nil)
  }
}
