import AudioDevice
import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import SpeechTiming
import Testing

@testable import Recording

/// Recordings in which nothing goes wrong, through the real libasound and libsndfile.
@Suite(.serialized) struct RecorderTests {
  init() { _ = CaptureRig.folder }

  @Test func `a recording holds what was spoken, sample by sample, up to its limit`() throws {
    let recorded = try Recorded.from("mic", seconds: 2)
    #expect(recorded.take.frames == 96_000)
    #expect(recorded.take.ending == .limit)
    #expect(recorded.take.gaps.isEmpty)
    #expect(recorded.samples == Array(CaptureRig.speech.prefix(96_000)))
  }

  @Test func `the device is written down as it was granted`() throws {
    let recorded = try Recorded.from("mic44100", seconds: 0.5)
    #expect(
      recorded.take.device
        == Take.Device(
          name: "mic44100", sampleRate: 44_100,
          opening: [
            "channels": .number(1), "sampleFormat": .text("S16_LE"), "periodSize": .number(882),
            "bufferSize": .number(88_200),
          ]))
    #expect(recorded.take.frames == 22_050)
  }

  @Test(arguments: [Take.Ending.key, .signal]) func `a key or a signal ends it with all that was spoken`(
    ending: Take.Ending
  ) throws {
    let recorded = try Recorded.from("mic", seconds: 9, ending: ending) { $0.seconds > 0.7 }
    #expect(recorded.take.ending == ending)
    #expect(recorded.take.frames > 33_600)
    recorded.expectSpeech()
  }

  @Test func `stopping twice gives the same outcome`() throws {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let recorder = try Recorder(
      take: .sample(), microphone: Microphone(opening: CaptureRequest(device: "mic")), library: library,
      limit: 5)
    try recorder.start()
    let first = recorder.stopped(.key)
    let second = recorder.stop(.signal)
    #expect(first.take == second.take)
    #expect(second.take.ending == .key)
  }

  @Test func `a recording that never began is a take without frames`() throws {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let recorder = try Recorder(
      take: .sample(), microphone: Microphone(opening: CaptureRequest(device: "mic")), library: library,
      limit: 5)
    let outcome = recorder.stop(.signal)
    #expect(outcome.isSaved)
    #expect(outcome.take.frames == 0)
    #expect(try library.load(outcome.take.id).state == .finished)
  }

  @Test(arguments: ["mic", "overrun"])
  func `an answer too long for one file goes on in another without a frame between them`(device: String)
    throws
  {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let recorder = try Recorder(
      take: .sample(), microphone: Microphone(opening: CaptureRequest(device: device)), library: library,
      limit: 2, mostFramesPerFile: 24_500)
    try recorder.start()
    while recorder.snapshot.ending == nil { usleep(10_000) }
    #expect(recorder.snapshot.framesInFiles == 96_000)
    let outcome = recorder.stopped(.key)
    #expect(outcome.isSaved && outcome.failure == nil)
    let takes = recorder.finishedParts.map(\.take) + [outcome.take]
    #expect(takes.map(\.frames) == [24_500, 24_500, 24_500, 22_500])
    #expect(takes.map(\.part) == [nil, 2, 3, 4])
    #expect(takes.map(\.continues) == [nil] + takes.dropLast().map(\.id))
    #expect(recorder.finishedParts.allSatisfy { abs($0.pacing.duration - 24_500.0 / 48_000) < 1e-9 })
    var heard: [Int16] = []
    for take in takes {
      #expect(take.state == .finished && take.ending == .limit)
      #expect(try library.load(take.id) == take)
      #expect(!library.isLive(take.id))
      heard += try allInt16(of: SoundFileReader(path: library.audioPath(of: take.id)))
    }
    #expect(heard.count == 96_000)
    // A gap may lie across the end of a file. Its place is known to a period, what follows it to the frame.
    let lost = takes.enumerated().flatMap { index, take in
      take.gaps.map { Int($0.position) + 24_500 * index..<Int($0.position + $0.length) + 24_500 * index }
    }
    #expect(lost.isEmpty == (device == "mic"))
    if device == "mic" { #expect(heard == Array(CaptureRig.speech.prefix(96_000))) }
    for range in lost { #expect(heard[range].allSatisfy { $0 == 0 }) }
    #expect(heard.indices.allSatisfy { index in heard[index] != 0 || lost.contains { $0.contains(index) } })
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
  }

  @Test func `a muted microphone shows while it is recorded`() throws {
    var zeros = 0.0
    let recorded = try Recorded.from("muted", seconds: 60) { snapshot in
      zeros = snapshot.zeroSeconds
      return zeros > 1
    }
    #expect(recorded.take.ending == .key)
    #expect(recorded.take.frames > 48_000)
  }

  @Test func `a second recording of the same name is refused and harms nothing`() throws {
    let recorded = try Recorded.from("mic", seconds: 0.3)
    let error = #expect(throws: RecordingError.self) {
      _ = try Recorder(
        take: .sample(), microphone: Microphone(opening: CaptureRequest(device: "mic")),
        library: recorded.library, limit: 1)
    }
    guard case .library(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.kind == .alreadyExists)
    #expect(try recorded.library.load(recorded.take.id) == recorded.take)
  }

  @Test func `a check hears the level and keeps nothing`() throws {
    let check = try MicrophoneCheck.run(
      Microphone(opening: CaptureRequest(device: "mic")), seconds: 1)
    #expect(check.frames == 48_000)
    // White noise over all 16 bits: 1/√3 of full scale.
    #expect(abs((check.levelDBFS ?? 0) - -4.77) < 0.1)
    #expect(check.peak > 0.99)
    #expect(check.gaps.isEmpty)
    #expect(check.longestZeros == 0)
    let dead = try MicrophoneCheck.run(
      Microphone(opening: CaptureRequest(device: "muted")), seconds: 1.2)
    #expect(dead.levelDBFS == nil)
    #expect(dead.longestZeros > 1)
    #expect(dead.levelDBFS(percentile: 95) == -120)
  }
}
