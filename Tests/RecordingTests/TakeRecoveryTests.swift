import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import Testing

@testable import Recording

@Suite struct TakeRecoveryTests {
  /// A library with one take that was cut off after `frames` frames, and the folder of that take.
  private func cutOff(frames: Int) throws -> (library: TakeLibrary, folder: String) {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    var take = Take.sample()
    take.device.sampleRate = 48_000
    _ = try library.create(take)
    let writer = try WAVWriter(
      creating: library.audioPath(of: take.id), sampleRate: .preferred,
      label: WAVWriter.Label(title: "t", date: "d"))
    try CaptureRig.noise(count: frames, seed: 4).withUnsafeBufferPointer { try writer.write($0) }
    return (library, library.path + "/" + take.id.description)
  }

  @Test func `a take without a sidecar gets the little that its folder tells`() throws {
    let (library, folder) = try cutOff(frames: 480)
    try FileManager.default.removeItem(atPath: folder + "/take.json")
    let recovered = try TakeRecovery(of: library).recovered
    #expect(recovered.count == 1)
    let take = try library.load(Take.sample().id)
    #expect(take.frames == 480)
    #expect(take.state == .recovered)
    #expect(take.recordedAt.text == "2026-11-22T16:15:12.000Z")
    #expect(take.device.sampleRate == 48_000)
    // Aloud 0.1 reads no sidecar without them.
    #expect(
      take.device.opening.keys.sorted() == ["bufferSize", "channels", "periodSize", "sampleFormat"])
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
  }

  @Test func `what a killed program left of an unfinished sidecar goes, and nothing else`() throws {
    let (library, folder) = try cutOff(frames: 480)
    for name in [".take.json.4711", "notes.txt"] {
      try "{".write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
    }
    #expect(try TakeRecovery(of: library).recovered.count == 1)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["notes.txt", "take.json", "take.wav"])
  }

  @Test func `a damaged sidecar is set aside and kept`() throws {
    let (library, folder) = try cutOff(frames: 480)
    try "{ broken".write(toFile: folder + "/take.json", atomically: false, encoding: .utf8)
    #expect(try TakeRecovery(of: library).recovered.map(\.frames) == [480])
    #expect(try String(contentsOfFile: folder + "/take.json.damaged", encoding: .utf8) == "{ broken")
    #expect(try library.load(Take.sample().id).state == .recovered)
  }

  @Test func `a sidecar of a newer version is left alone and reported`() throws {
    let (library, folder) = try cutOff(frames: 480)
    let text = try String(contentsOfFile: folder + "/take.json", encoding: .utf8)
      .replacingOccurrences(of: "\"format\" : 1", with: "\"format\" : 9")
    try text.write(toFile: folder + "/take.json", atomically: false, encoding: .utf8)
    let recovery = try TakeRecovery(of: library)
    #expect(recovery.recovered.isEmpty)
    #expect(recovery.problems.count == 1)
    #expect(try String(contentsOfFile: folder + "/take.json", encoding: .utf8) == text)
  }

  @Test func `a take without audio, or with an empty file, has no frames and is done`() throws {
    for bytes in [nil, Data(), Data("RIFF".utf8)] as [Data?] {
      let (library, folder) = try cutOff(frames: 480)
      try FileManager.default.removeItem(atPath: folder + "/take.wav")
      try bytes?.write(to: URL(fileURLWithPath: folder + "/take.wav"))
      #expect(try TakeRecovery(of: library).recovered.map(\.frames) == [0])
      #expect(try TakeRecovery(of: library).recovered.isEmpty)
    }
  }

  @Test func `the folder of a recorder that died before it began goes, unless something else is in it`()
    throws
  {
    for name in [nil, "notes.txt"] {
      let (library, folder) = try cutOff(frames: 480)
      for name in ["take.json", "take.wav"] {
        try FileManager.default.removeItem(atPath: folder + "/" + name)
      }
      if let name { try "mine".write(toFile: folder + "/" + name, atomically: false, encoding: .utf8) }
      let recovery = try TakeRecovery(ofCutOff: library)
      #expect(recovery.recovered.isEmpty && recovery.problems.isEmpty)
      #expect(FileManager.default.fileExists(atPath: folder) == (name != nil))
      #expect(library.journal.ids == [])
    }
  }

  @Test func `the folder of a recorder that is about to begin stays`() throws {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let folder = try library.create(.sample())
    try FileManager.default.removeItem(atPath: folder.path + "/take.json")
    for recovery in [try TakeRecovery(ofCutOff: library), try TakeRecovery(of: library)] {
      #expect(recovery.recovered.isEmpty && recovery.problems.isEmpty)
      #expect(FileManager.default.fileExists(atPath: folder.path + "/reserve"))
    }
    folder.unlock()
    library.journal.end(folder.id)
    // Nothing says whose it is: it may be made at this moment.
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
    #expect(FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func `a symbolic link in place of the audio is not followed`() throws {
    let (library, folder) = try cutOff(frames: 480)
    try FileManager.default.moveItem(atPath: folder + "/take.wav", toPath: folder + "/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: folder + "/take.wav", withDestinationPath: "elsewhere")
    let recovery = try TakeRecovery(of: library)
    #expect(recovery.recovered.isEmpty)
    #expect(recovery.problems.count == 1)
  }

  @Test func `a finished take is not touched`() throws {
    let (library, folder) = try cutOff(frames: 480)
    var take = try library.load(Take.sample().id)
    take.state = .finished
    take.frames = 480
    try library.save(take)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder + "/take.wav"))
    #expect(try TakeRecovery(of: library).recovered.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/take.wav")) == before)
    #expect(try library.load(take.id) == take)
  }
}
