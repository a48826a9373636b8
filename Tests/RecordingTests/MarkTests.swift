import AudioDevice
import CaptureRig
import Files
import Foundation
import Rehearsal
import Signal
import Testing

@testable import Recording

/// Marks are made while a take is recorded, and kept like its audio.
@Suite(.serialized) struct MarkTests {
  private let library: TakeLibrary

  init() throws {
    _ = CaptureRig.folder
    library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
  }

  private func recorder(_ device: String, limit: Double = 9, framesPerFile: Int64 = .max) throws -> Recorder {
    try Recorder(
      take: .sample(), microphone: Microphone(opening: CaptureRequest(device: device)), library: library,
      limit: limit, mostFramesPerFile: framesPerFile
    ) { take in
      take.nextPart(
        id: Take.sample(100 + (take.part ?? 1)).id, recordedAt: take.recordedAt, device: take.device)
    }
  }

  @Test(arguments: ["mic", "overrun"])
  func `a mark stands in the part that it was made in, and no two change places`(device: String) throws {
    let recorder = try recorder(device, limit: 2, framesPerFile: 24_500)
    try recorder.start()
    var made: [(name: String, frame: Int64)] = []
    while recorder.snapshot.ending == nil {
      let written = recorder.snapshot.framesInFiles
      let name = "\(made.count)"
      if let frame = try? recorder.mark(.section, name: name) {
        #expect(frame >= written)
        made.append((name, frame))
      }
      usleep(5_000)
    }
    let outcome = recorder.stopped(.key)
    let takes = try (recorder.finishedParts.map(\.take) + [outcome.take]).map { try library.load($0.id) }
    #expect(takes.map(\.id) == [1, 101, 102, 103].map { Take.sample($0).id })
    #expect(made.count > 20)
    let marks = takes.enumerated().flatMap { index, take in
      take.marks.map { (name: $0.name ?? "", frame: $0.position + 24_500 * Int64(index)) }
    }
    #expect(marks.map(\.name) == made.map(\.name))
    #expect(marks.map(\.frame) == made.map { min($0.frame, 96_000) })
    for take in takes.dropLast() { #expect(take.marks.allSatisfy { $0.position < 24_500 }) }
  }

  @Test func `no mark is taken before the start, while it ends, or beyond the room`() throws {
    let recorder = try recorder("mic")
    #expect(throws: MarkRefusal.notRecording) { try recorder.mark(.bookmark) }
    try recorder.start()
    for _ in 0..<CaptureLayout.mostMarks { try recorder.mark(.bookmark) }
    #expect(throws: MarkRefusal.noRoom) { try recorder.mark(.bookmark) }
    let outcome = recorder.stopped(.key)
    #expect(throws: MarkRefusal.notRecording) { try recorder.mark(.bookmark) }
    #expect(outcome.take.marks.count == CaptureLayout.mostMarks)
    #expect(outcome.take.marks.allSatisfy { $0.position <= outcome.take.frames })
    #expect(try library.load(outcome.take.id).marks == outcome.take.marks)
  }

  @Test func `marks from many threads are all kept`() throws {
    let recorder = try recorder("mic")
    try recorder.start()
    DispatchQueue.concurrentPerform(iterations: 200) { number in
      _ = try? recorder.mark(.section, name: "\(number)")
    }
    #expect(Set(recorder.stopped(.key).take.marks.compactMap(\.name)).count == 200)
  }

  @Test func `a mark is in the sidecar while the recording goes on`() throws {
    let recorder = try recorder("mic")
    try recorder.start()
    try recorder.mark(.section, name: "2")
    while try library.load(Take.sample().id).marks.isEmpty, recorder.snapshot.ending == nil { usleep(5_000) }
    #expect(recorder.snapshot.ending == nil)
    #expect(try library.load(Take.sample().id).state == .recording)
    #expect(recorder.stopped(.key).take.marks.map(\.name) == ["2"])
  }

  @Test func `what is not saved yet is the part in work`() throws {
    let recorder = try recorder("mic", framesPerFile: 24_500)
    try recorder.start()
    while recorder.finishedParts.isEmpty || recorder.unfinished(.key).take.part == nil { usleep(5_000) }
    let take = recorder.unfinished(.key).take
    #expect(take.id != Take.sample().id && take.part == recorder.finishedParts.count + 1)
    #expect(take.frames < 24_500 + 1)
    _ = recorder.stopped(.key)
  }

  /// A device that gives 960 frames each 20 ms, and gives none of 9,600 after the second second.
  @Test func `the clock of a capture goes on over what is lost, known or not`() {
    var detector = LossDetector(sampleRate: .preferred, periodSize: 960)
    let clock = CaptureClock(sampleRate: .preferred)
    #expect(clock.frame(at: 5) == 0)
    var lost: Int64 = 0
    for index in 1...300 {
      let isAfter = index > 100
      let time = 7 + Double(index) * 0.02 + (isAfter ? 0.2 : 0)
      let finding = detector.observe(
        at: time, position: Int64(960 * (index - 1)), accounted: Int64(960 * index) + lost, gotFrames: true)
      if case .lost(_, let length, _) = finding { lost += length }
      if let zero = detector.zero { clock.set(zero: zero) }
      clock.account(for: Int64(960 * index) + lost)
      #expect(abs(clock.frame(at: time) - Int64(960 * index) - (isAfter ? 9600 : 0)) <= 1, "period \(index)")
    }
    #expect(abs(lost - 9600) <= 1)
  }
}
