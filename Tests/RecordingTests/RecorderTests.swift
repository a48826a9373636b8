import AudioDevice
import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import SpeechTiming
import Testing

@testable import Recording

/// Records from virtual microphones through the real libasound and libsndfile. One at a time: each takes the
/// seconds that it records.
@Suite(.serialized) struct RecorderTests {
  init() { _ = CaptureRig.folder }

  /// What a recording left behind.
  struct Recorded {
    let outcome: Recorder.Outcome
    let library: TakeLibrary
    let samples: [Int16]
    var take: Take { outcome.take }
  }

  /// Records until the limit or until `until` says so.
  private func record(
    _ device: String, seconds: Double, ending: Take.Ending = .key,
    until isEnough: (RecordingSnapshot) -> Bool = { _ in false }
  ) throws -> Recorded {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let microphone = try Microphone(opening: CaptureRequest(device: device))
    let recorder = try Recorder(
      take: .sample(), microphone: microphone, library: library, limit: seconds)
    #expect(try library.load(Take.sample().id).state == .recording)
    #expect(library.isLive(Take.sample().id))
    try recorder.start()
    for _ in 0..<1000 {
      let snapshot = recorder.snapshot
      if snapshot.ending != nil || isEnough(snapshot) { break }
      usleep(10_000)
    }
    let outcome = recorder.stop(ending)
    let reader = try SoundFileReader(path: library.audioPath(of: outcome.take.id))
    let samples = try allInt16(of: reader)
    // What every recording must keep, whatever happened to it.
    #expect(outcome.isSaved)
    #expect(outcome.failure == nil)
    #expect(outcome.take.state == .finished)
    #expect(outcome.take.frames == Int64(samples.count))
    #expect(try library.load(outcome.take.id) == outcome.take)
    #expect(!library.isLive(outcome.take.id))
    #expect(abs(outcome.pacing.duration - Double(samples.count) / outcome.rate) < 1e-9)
    return Recorded(outcome: outcome, library: library, samples: samples)
  }

  /// The samples are the speech, but for silence of the gap's length in its place; after each gap the speech goes
  /// on `shift(gap)` frames later in what was spoken than in the file.
  private func expectSpeech(_ recorded: Recorded, shift: (Gap) -> Int64 = { _ in 0 }) {
    var position: Int64 = 0
    var offset: Int64 = 0
    func expectEqual(upTo end: Int64) {
      let range = Int(position)..<Int(end)
      let spoken = Int(position + offset)..<Int(end + offset)
      #expect(recorded.samples[range] == CaptureRig.speech[spoken], "frames \(range)")
    }
    for gap in recorded.take.gaps {
      expectEqual(upTo: gap.position)
      position = gap.position + gap.length
      #expect(recorded.samples[Int(gap.position)..<Int(position)].allSatisfy { $0 == 0 })
      offset += shift(gap)
    }
    expectEqual(upTo: recorded.take.frames)
  }

  @Test func `a recording holds what was spoken, sample by sample, up to its limit`() throws {
    let recorded = try record("mic", seconds: 2)
    #expect(recorded.take.frames == 96_000)
    #expect(recorded.take.ending == .limit)
    #expect(recorded.take.gaps.isEmpty)
    #expect(recorded.samples == Array(CaptureRig.speech.prefix(96_000)))
  }

  @Test func `the device is written down as it was granted`() throws {
    let recorded = try record("mic44100", seconds: 0.5)
    #expect(
      recorded.take.device
        == DeviceChain(
          name: "mic44100", sampleRate: 44_100, channels: 1, sampleFormat: "S16_LE", periodSize: 882,
          bufferSize: 88_200))
    #expect(recorded.take.frames == 22_050)
  }

  @Test(arguments: [Take.Ending.key, .signal]) func `a key or a signal ends it with all that was spoken`(
    ending: Take.Ending
  ) throws {
    let recorded = try record("mic", seconds: 9, ending: ending) { $0.seconds > 0.7 }
    #expect(recorded.take.ending == ending)
    #expect(recorded.take.frames > 33_600)
    expectSpeech(recorded)
  }

  @Test func `stopping twice gives the same outcome`() throws {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let recorder = try Recorder(
      take: .sample(), microphone: Microphone(opening: CaptureRequest(device: "mic")), library: library,
      limit: 5)
    try recorder.start()
    usleep(300_000)
    let first = recorder.stop(.key)
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

  @Test func `an overrun is silence of the true length at its place`() throws {
    let recorded = try record("overrun", seconds: 2)
    #expect(recorded.take.gaps.map(\.cause) == [.overrun, .overrun])
    #expect(recorded.take.frames == 96_000)
    // The clock tells the length to a fraction of a period.
    let shifts = try spokenShifts(recorded)
    for shift in shifts { #expect(abs(shift) <= 480, "the time line is off by \(shift) frames") }
  }

  @Test func `a suspended device is started again, and what it slept through is a gap`() throws {
    let recorded = try record("suspended", seconds: 2)
    #expect(recorded.take.gaps.map(\.cause) == [.suspended])
    #expect(recorded.take.frames == 96_000)
    for shift in try spokenShifts(recorded) { #expect(abs(shift) <= 480) }
  }

  @Test func `a storm of overruns loses no other frame`() throws {
    let recorded = try record("storm", seconds: 3.5)
    #expect(recorded.take.gaps.count == 20)
    for shift in try spokenShifts(recorded) { #expect(abs(shift) <= 960) }
  }

  /// How far the speech after each gap stands from where it belongs, in frames; every sample is compared.
  private func spokenShifts(_ recorded: Recorded) throws -> [Int64] {
    var shifts: [Int64] = []
    var start = 0
    let ends = recorded.take.gaps.map { Int($0.position) } + [recorded.samples.count]
    for (index, end) in ends.enumerated() {
      let heard = Array(recorded.samples[start..<end])
      if heard.count >= 4 {
        let shift = try #require(
          (-4800...4800).first { shift in
            start + shift >= 0
              && CaptureRig.speech[start + shift..<start + shift + 4].elementsEqual(heard[..<4])
          }, "what follows gap \(index) was never spoken")
        #expect(CaptureRig.speech[(start + shift)..<(start + shift + heard.count)].elementsEqual(heard))
        shifts.append(Int64(shift))
      }
      if index < recorded.take.gaps.count {
        let gap = recorded.take.gaps[index]
        start = Int(gap.position + gap.length)
        #expect(recorded.samples[end..<min(start, recorded.samples.count)].allSatisfy { $0 == 0 })
      }
    }
    return shifts
  }

  @Test(arguments: ["gone", "goneMasked"])
  func `a device that goes away ends the take with every frame it gave`(
    device: String
  ) throws {
    let recorded = try record(device, seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames == 50_000)
    #expect(recorded.outcome.deviceError?.kind == .disconnected)
    expectSpeech(recorded)
  }

  @Test func `a device that is gone at once leaves an empty take, and says so`() throws {
    let recorded = try record("goneAtOnce", seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames == 0)
  }

  @Test func `a stall is a gap, and the speech after it is kept`() throws {
    var wasSeen = false
    let recorded = try record("stall", seconds: 3) { snapshot in
      wasSeen = wasSeen || snapshot.isStalled
      return false
    }
    #expect(wasSeen)
    #expect(recorded.take.gaps.map(\.cause) == [.stall])
    #expect(recorded.take.gaps.first?.position == 30_000)
    #expect(recorded.take.frames == 144_000)
    // The virtual microphone goes on with the next sample: it was held up, nothing was lost.
    expectSpeech(recorded) { -$0.length }
  }

  @Test func `a device that stalls for good ends the take`() throws {
    let recorded = try record("dead", seconds: 8)
    #expect(recorded.take.ending == .deviceLost)
    #expect(recorded.take.frames == 30_000)
    expectSpeech(recorded)
  }

  @Test func `frames that vanish without an error are found`() throws {
    let recorded = try record("leaky", seconds: 3)
    let gap = try #require(recorded.take.gaps.first)
    #expect(recorded.take.gaps.count == 1)
    #expect(gap.cause == .silentLoss)
    #expect(gap.position == 30_000)
    #expect(abs(gap.length - 9600) <= 480)
    expectSpeech(recorded) { 9600 - $0.length }
  }

  @Test func `a muted microphone shows while it is recorded`() throws {
    var zeros = 0.0
    let recorded = try record("muted", seconds: 1.5) { snapshot in
      zeros = max(zeros, snapshot.zeroSeconds)
      return false
    }
    #expect(zeros > 1)
    #expect(recorded.take.frames == 72_000)
  }

  @Test func `a second recording of the same name is refused and harms nothing`() throws {
    let recorded = try record("mic", seconds: 0.3)
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
    #expect(check.longestZeroRun == 0)
    let dead = try MicrophoneCheck.run(
      Microphone(opening: CaptureRequest(device: "muted")), seconds: 1.2)
    #expect(dead.levelDBFS == nil)
    #expect(dead.longestZeroRun > 1)
    #expect(dead.levelDBFS(percentile: 95) == -120)
  }
}

extension Recorder.Outcome {
  /// Frames per second of the take.
  var rate: Double { Double(take.device.sampleRate) }
}

/// All samples of a mono file.
func allInt16(of reader: SoundFileReader) throws -> [Int16] {
  var all: [Int16] = []
  var block = [Int16](repeating: 0, count: 8000)
  while true {
    let count = try block.withUnsafeMutableBufferPointer { try reader.read(into: $0) }
    guard count > 0 else { return all }
    all += block.prefix(count)
  }
}
