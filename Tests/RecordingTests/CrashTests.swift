import CaptureRig
import Foundation
import Rehearsal
import Signal
import SoundFile
import Testing

@testable import Recording

/// A recording child process meets what no program survives, and what it had is still there.
@Suite(.serialized) struct CrashTests {
  private let child = CaptureRig.binaries + "/capture-child"

  init() { _ = CaptureRig.folder }

  /// Starts a recording and ends it without warning once `isEnough` says so of the frames that it says to have heard.
  /// - Returns: the last number it said.
  private func kill(
    in folder: String, microphone: String = "mic", framesPerFile: Int? = nil,
    environment: [String: String] = [:],
    when isEnough: (Int) throws -> Bool
  ) throws -> Int {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = URL(fileURLWithPath: child)
    process.arguments = [folder, microphone, "1", "9", "tell"] + (framesPerFile.map { ["\($0)"] } ?? [])
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    defer {
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    var words = ""
    var heard = 0
    repeat {
      let more = pipe.fileHandleForReading.availableData
      try #require(!more.isEmpty, "it ended by itself: \(words)")
      words += String(decoding: more, as: UTF8.self)
      // The last line may not be whole yet.
      let lines = words.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.first == "recording")
      heard = lines.dropFirst().last.flatMap { Int($0) } ?? 0
    } while try !isEnough(heard)
    return heard
  }

  /// Frames in the file of a take that is being recorded; 0 before there is one.
  private func framesInFile(_ path: String) -> Int {
    (try? SoundFileReader(path: path)).flatMap { try? allInt16(of: $0).count } ?? 0
  }

  @Test(arguments: [0, 1440, 19_680, 57_600]) func `a killed recording opens everywhere and is recovered`(
    frames: Int
  ) throws {
    let folder = try CaptureRig.scratch() + "/takes"
    let heard = try kill(in: folder) { $0 >= frames }
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
    #expect(samples.count >= heard)

    #expect(try TakeRecovery(of: library).recovered.isEmpty)
    #expect(try library.load(id) == take)
  }

  /// From some moment on the disk takes nothing. What was heard until the program was killed is in its memory.
  @Test(.enabled(if: Shell.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
  func `a disk that does not answer costs a killed recording nothing`() throws {
    let disk = try StuckDisk()
    let folder = try CaptureRig.scratch() + "/takes"
    let library = try TakeLibrary(at: folder)
    let path = library.audioPath(of: Take.sample(1).id)
    var written = 0
    let heard = try kill(in: folder, environment: disk.environment) { heard in
      if heard >= 14_400 { try disk.stick() }
      written = framesInFile(path)
      return heard >= written + 48_000
    }
    let take = try #require(try TakeRecovery(of: library).recovered.first)
    let samples = try allInt16(of: SoundFileReader(path: path))
    #expect(take.frames == Int64(samples.count))
    #expect(samples == Array(CaptureRig.speech.prefix(samples.count)))
    #expect(samples.count >= heard)
  }

  /// The second file takes nothing after its first frames; the first is whole.
  @Test(.enabled(if: Shell.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
  func `a disk that does not answer costs the second part nothing`() throws {
    let disk = try StuckDisk()
    let folder = try CaptureRig.scratch() + "/takes"
    let library = try TakeLibrary(at: folder)
    let first = Take.sample(1).id
    var written = 0
    let heard = try kill(in: folder, framesPerFile: 48_000, environment: disk.environment) { heard in
      // Once the second part has frames the first is saved: nothing else is written in between.
      guard let second = try library.takeIDs().first(where: { $0 != first }) else { return false }
      written = 48_000 + framesInFile(library.audioPath(of: second))
      if written > 48_000 { try disk.stick() }
      return heard >= written + 28_000
    }
    let recovered = try TakeRecovery(of: library).recovered
    let samples = try ([first] + recovered.map(\.id)).flatMap {
      try allInt16(of: SoundFileReader(path: library.audioPath(of: $0)))
    }
    #expect(recovered.map(\.part) == [2])
    #expect(try library.load(first).frames == 48_000)
    #expect(samples.count >= min(heard, 96_000))
    #expect(samples == Array(CaptureRig.speech.prefix(samples.count)))
    #expect(CaptureMemory.memories(of: library).isEmpty)
  }

  /// As after a power cut, or where there is no shared memory. What was spoken has no frame of silence.
  @Test(arguments: [10_000, 30_000, 60_000, 100_000])
  func `what the device lost is told from silence without the memory, too`(frames: Int) throws {
    let library = try TakeLibrary(at: CaptureRig.scratch() + "/takes")
    let path = library.audioPath(of: Take.sample(1).id)
    _ = try kill(in: library.path, microphone: "storm") { _ in framesInFile(path) >= frames }
    for (_, memory) in CaptureMemory.memories(of: library) { memory.remove() }
    let take = try #require(try TakeRecovery(of: library).recovered.first)
    let samples = try allInt16(of: SoundFileReader(path: path))
    let lost = take.gaps.flatMap { Array($0.position..<$0.position + $0.length) }
    #expect(!lost.isEmpty)
    #expect(samples.indices.filter { samples[$0] == 0 }.map(Int64.init) == lost)
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
        result.output == "recording\nlimit 9600 true\n 4 d700\n 2 f600\n", "umask \(mask): \(result.output)")
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

/// A disk that stands still once it is told to (Tests/Interposer).
private struct StuckDisk {
  private let path: String
  let environment: [String: String]

  init() throws {
    path = try CaptureRig.scratch() + "/stuck"
    environment = ["LD_PRELOAD": CaptureRig.binaries + "/libinterposer.so", "INTERPOSER_STUCK": path]
  }

  func stick() throws { try Data().write(to: URL(fileURLWithPath: path)) }
}
