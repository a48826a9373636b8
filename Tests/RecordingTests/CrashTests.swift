import CaptureRig
import Foundation
import Rehearsal
import SoundFile
import Testing

@testable import Recording

/// A recording child process meets what no program survives, and what it had is still there.
@Suite(.serialized) struct CrashTests {
  private let child = CaptureRig.binaries + "/capture-child"

  init() { _ = CaptureRig.folder }

  /// Starts a recording and ends it without warning after `seconds`.
  private func kill(
    after seconds: Double, in folder: String, framesPerFile: Int? = nil, environment: [String: String] = [:]
  ) throws {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = URL(fileURLWithPath: child)
    process.arguments = [folder, "mic", "1", "9"] + (framesPerFile.map { ["never", "\($0)"] } ?? [])
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let words = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    #expect(words.hasPrefix("recording"), "\(words)")
    usleep(UInt32(seconds * 1e6))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test(arguments: [0.0, 0.03, 0.41, 1.2]) func `a killed recording opens everywhere and is recovered`(
    seconds: Double
  ) throws {
    let folder = try CaptureRig.scratch() + "/takes"
    try kill(after: seconds, in: folder)
    let library = try TakeLibrary(at: folder)
    let id = Take.sample(1).id
    let path = library.audioPath(of: id)
    let opened = try Shell.run("python3 -c \"import wave; wave.open('\(path)')\" && soxi '\(path)'")
    #expect(opened.status == 0, "\(opened.output)")
    #expect(try library.load(id).state == .recording)
    #expect(!library.isLive(id))

    let before = try Data(contentsOf: URL(fileURLWithPath: path)).count
    let recovery = try TakeRecovery(of: library)
    #expect(recovery.recovered.map(\.id) == [id])
    #expect(recovery.problems.isEmpty)
    let take = try library.load(id)
    #expect(take.state == .recovered)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count >= before)
    let samples = try allInt16(of: SoundFileReader(path: path))
    #expect(take.frames == Int64(samples.count))
    #expect(samples == Array(CaptureRig.speech.prefix(samples.count)))
    // Loose, for the machine may be busy: what matters is that it is not whole seconds.
    #expect(Double(samples.count) / 48_000 > seconds - 0.5)

    #expect(try TakeRecovery(of: library).recovered.isEmpty)
    #expect(try library.load(id) == take)
  }

  /// The disk takes nothing after 0.3 s. What was heard until the program was killed is in its memory.
  @Test func `a disk that does not answer costs a killed recording nothing`() throws {
    let folder = try CaptureRig.scratch() + "/takes"
    try kill(
      after: 1.5, in: folder,
      environment: [
        "LD_PRELOAD": CaptureRig.binaries + "/libinterposer.so",
        "INTERPOSER_SLOW": "3600000 300 3600000 write",
      ])
    let library = try TakeLibrary(at: folder)
    let path = library.audioPath(of: Take.sample(1).id)
    let written = try Data(contentsOf: URL(fileURLWithPath: path)).count / 2
    #expect(written < 48_000)
    let take = try #require(try TakeRecovery(of: library).recovered.first)
    let samples = try allInt16(of: SoundFileReader(path: path))
    #expect(take.frames == Int64(samples.count))
    #expect(samples == Array(CaptureRig.speech.prefix(samples.count)))
    #expect(samples.count > 56_000, "of 72000 spoken, with a machine that may be busy")
  }

  /// The second file takes nothing after its first 0.2 s; the first is whole.
  @Test func `a disk that does not answer costs the second part nothing`() throws {
    let folder = try CaptureRig.scratch() + "/takes"
    try kill(
      after: 1.9, in: folder, framesPerFile: 48_000,
      environment: [
        "LD_PRELOAD": CaptureRig.binaries + "/libinterposer.so",
        "INTERPOSER_SLOW": "3600000 1200 3600000 write",
      ])
    let library = try TakeLibrary(at: folder)
    let recovered = try TakeRecovery(of: library).recovered
    let samples = try ([Take.sample(1).id] + recovered.map(\.id)).flatMap {
      try allInt16(of: SoundFileReader(path: library.audioPath(of: $0)))
    }
    #expect(recovered.map(\.part) == [2])
    #expect(try library.load(Take.sample(1).id).frames == 48_000)
    #expect(samples.count > 48_000 + 28_000, "of 91200 spoken, with a machine that may be busy")
    #expect(samples == Array(CaptureRig.speech.prefix(samples.count)))
    #expect(CaptureMemory.memories(of: library).isEmpty)
  }

  @Test func `a recording that is going on is left alone`() throws {
    let folder = try CaptureRig.scratch() + "/takes"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: child)
    process.arguments = [folder, "mic", "1", "1"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    _ = pipe.fileHandleForReading.availableData
    let library = try TakeLibrary(at: folder)
    let recovery = try TakeRecovery(of: library)
    #expect(recovery.live == [Take.sample(1).id])
    #expect(recovery.recovered.isEmpty)
    process.waitUntilExit()
    #expect(try library.load(Take.sample(1).id).ending == .limit)
    #expect(CaptureMemory.memories(of: library).isEmpty)
  }

  @Test func `files and folders are private under any umask`() throws {
    for mask in ["000", "022", "077", "277"] {
      let folder = try CaptureRig.scratch()
      let result = try Shell.run(
        "umask \(mask); '\(child)' '\(folder)/a/takes' mic 1 0.2; find '\(folder)/a' -printf '%y%m\\n' | sort | uniq -c | tr -s ' '"
      )
      #expect(
        result.output == "recording\nlimit 9600 true\n 3 d700\n 2 f600\n", "umask \(mask): \(result.output)")
    }
  }

  @Test(.enabled(if: Shell.canMount, "needs user namespaces, to fill a disk of its own"))
  func `a full disk keeps every whole frame that fitted, and the take is saved`() throws {
    let out = try CaptureRig.scratch()
    let result = try Shell.run(
      """
      unshare -rm sh -c "mount -t tmpfs -o size=300k tmpfs /mnt && '\(child)' /mnt/takes mic 1 9; cp -r /mnt/takes '\(out)'; df -k /mnt | tail -1"
      """)
    #expect(result.output.contains("writeFailed"), "\(result.output)")
    #expect(result.output.contains("true"), "the sidecar was not saved: \(result.output)")
    let library = try TakeLibrary(at: out + "/takes")
    let take = try library.load(Take.sample(1).id)
    #expect(take.state == .finished)
    #expect(take.ending == .writeFailed)
    let path = library.audioPath(of: take.id)
    let samples = try allInt16(of: SoundFileReader(path: path))
    #expect(Int64(samples.count) == take.frames)
    #expect(samples.count > 70_000)
    #expect(samples == Array(CaptureRig.speech.prefix(samples.count)))
    let opened = try Shell.run("python3 -c \"import wave; print(wave.open('\(path)').getnframes())\"")
    #expect(opened.output == "\(samples.count)\n")
  }
}
