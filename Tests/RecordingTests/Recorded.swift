import AudioDevice
import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import SpeechTiming
import Testing

@testable import Recording

/// What a recording from a virtual microphone left behind, and whether it is what was spoken.
struct Recorded {
  let outcome: Recorder.Outcome
  let library: TakeLibrary
  let samples: [Int16]

  var take: Take { outcome.take }

  /// Records until the limit or until `until` says so.
  static func from(
    _ device: String, seconds: Double, ending: Take.Ending = .key,
    until isEnough: (RecordingSnapshot) -> Bool = { _ in false }
  ) throws -> Recorded {
    _ = CaptureRig.folder
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let microphone = try Microphone(opening: CaptureRequest(device: device))
    let recorder = try Recorder(
      take: .sample(), microphone: microphone, library: library, limit: seconds)
    #expect(try library.load(Take.sample().id).state == .recording)
    #expect(library.isLive(Take.sample().id))
    try recorder.start()
    while true {
      let snapshot = recorder.snapshot
      if snapshot.ending != nil || isEnough(snapshot) { break }
      usleep(10_000)
    }
    let outcome = recorder.stopped(ending)
    let reader = try SoundFileReader(path: library.audioPath(of: outcome.take.id))
    let samples = try allInt16(of: reader)
    // What every recording must keep, whatever happened to it.
    #expect(outcome.isSaved)
    #expect(outcome.failure == nil)
    #expect(outcome.take.state == .finished)
    #expect(outcome.take.frames == Int64(samples.count))
    #expect(try library.load(outcome.take.id) == outcome.take)
    #expect(!library.isLive(outcome.take.id))
    let pacing = try #require(recorder.pacing(within: 60))
    #expect(abs(pacing.duration - Double(samples.count) / outcome.rate) < 1e-9)
    return Recorded(outcome: outcome, library: library, samples: samples)
  }

  /// The samples are the speech, but for silence of the gap's length in its place; after each gap the speech goes
  /// on `shift(gap)` frames later in what was spoken than in the file.
  func expectSpeech(shift: (Gap) -> Int64 = { _ in 0 }) {
    var position: Int64 = 0
    var offset: Int64 = 0
    func expectEqual(upTo end: Int64) {
      let range = Int(position)..<Int(end)
      let spoken = Int(position + offset)..<Int(end + offset)
      #expect(samples[range] == CaptureRig.speech[spoken], "frames \(range)")
    }
    for gap in take.gaps {
      expectEqual(upTo: gap.position)
      position = gap.position + gap.length
      #expect(samples[Int(gap.position)..<Int(position)].allSatisfy { $0 == 0 })
      offset += shift(gap)
    }
    expectEqual(upTo: take.frames)
  }

  /// How far the speech after each gap stands from where it belongs, in frames; every sample is compared.
  func spokenShifts() throws -> [Int64] {
    var shifts: [Int64] = []
    var start = 0
    let ends = take.gaps.map { Int($0.position) } + [samples.count]
    for (index, end) in ends.enumerated() {
      let heard = Array(samples[start..<end])
      if heard.count >= 4 {
        let shift = try #require(
          (-4800...4800).first { shift in
            start + shift >= 0
              && CaptureRig.speech[start + shift..<start + shift + 4].elementsEqual(heard[..<4])
          }, "what follows gap \(index) was never spoken")
        #expect(CaptureRig.speech[(start + shift)..<(start + shift + heard.count)].elementsEqual(heard))
        shifts.append(Int64(shift))
      }
      if index < take.gaps.count {
        let gap = take.gaps[index]
        start = Int(gap.position + gap.length)
        #expect(samples[end..<min(start, samples.count)].allSatisfy { $0 == 0 })
      }
    }
    return shifts
  }
}

extension Recorder {
  /// Stops, and waits as long as the disk of a busy machine needs.
  func stopped(_ ending: Take.Ending) -> Outcome {
    var outcome = stop(ending)
    while case .diskDoesNotAnswer = outcome.failure { outcome = stop(ending) }
    return outcome
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
