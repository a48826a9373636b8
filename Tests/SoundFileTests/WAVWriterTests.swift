import CaptureRig
import Foundation
import Signal
import Testing

@testable import SoundFile

@Suite struct WAVWriterTests {
  private let label = WAVWriter.Label(title: "Why us?", date: "2026-11-22T17:15:12+01:00")

  private func written(_ samples: [Int16], to path: String, block: Int = 960) throws {
    let writer = try WAVWriter(creating: path, sampleRate: .preferred, label: label)
    try samples.withUnsafeBufferPointer { all in
      for start in stride(from: 0, to: all.count, by: block) {
        try writer.write(UnsafeBufferPointer(rebasing: all[start..<min(start + block, all.count)]))
      }
    }
    try writer.close()
  }

  @Test(arguments: [0, 1, 959, 4800])
  func `what is written is read back bit by bit`(count: Int) throws {
    let path = try CaptureRig.scratch() + "/a.wav"
    let samples = CaptureRig.noise(count: count, seed: 3)
    try written(samples, to: path)
    let reader = try SoundFileReader(path: path)
    #expect(reader.frames == Int64(count))
    #expect(reader.sampleRate == .preferred)
    #expect(try allInt16(of: reader) == samples)
  }

  @Test func `the file carries its title and date, and other programs read it`() throws {
    let path = try CaptureRig.scratch() + "/a.wav"
    try written(CaptureRig.noise(count: 4800, seed: 3), to: path)
    let answer = try Shell.run(
      "python3 -c \"import wave; w = wave.open('\(path)'); print(w.getnframes(), w.getframerate(), w.getnchannels(), w.getsampwidth())\"; soxi '\(path)'; strings '\(path)' | head -20"
    )
    #expect(answer.output.hasPrefix("4800 48000 1 2\n"), "\(answer.output)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.range(of: Data("Why us?".utf8)) != nil)
    #expect(bytes.range(of: Data("2026-11-22T17:15:12+01:00".utf8)) != nil)
  }

  @Test func `the header is true after every write`() throws {
    let path = try CaptureRig.scratch() + "/a.wav"
    let writer = try WAVWriter(creating: path, sampleRate: .preferred, label: label)
    let samples = CaptureRig.noise(count: 960, seed: 5)
    for round in 1...20 {
      try samples.withUnsafeBufferPointer { try writer.write($0) }
      let number = open(path, O_RDONLY)
      defer { close(number) }
      let layout = try #require(WAVLayout(descriptor: number))
      #expect(layout.framesInHeader == Int64(round * 960))
      #expect(Int64(layout.riffSize) + 8 == layout.fileSize)
    }
  }

  @Test func `a new file is for its owner only, whatever the umask says`() throws {
    let path = try CaptureRig.scratch() + "/a.wav"
    let before = umask(0)
    defer { umask(before) }
    try written([1, 2, 3], to: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `a file or a symbolic link of that name is left alone`() throws {
    let folder = try CaptureRig.scratch()
    try "precious".write(toFile: folder + "/old", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link.wav", withDestinationPath: folder + "/old")
    for name in ["/old", "/link.wav"] {
      let error = #expect(throws: SoundFileError.self) {
        try WAVWriter(creating: folder + name, sampleRate: .preferred, label: label)
      }
      #expect(error?.kind == .alreadyExists)
    }
    #expect(try String(contentsOfFile: folder + "/old", encoding: .utf8) == "precious")
  }

  @Test func `a folder that is not there, or a full device, is a typed error`() throws {
    let missing = #expect(throws: SoundFileError.self) {
      try WAVWriter(creating: "/nowhere/at/all/a.wav", sampleRate: .preferred, label: label)
    }
    #expect(missing?.kind == .missing)
  }

  @Test func `no file grows to 2 GiB`() {
    #expect(WAVWriter.mostFrames * 2 + 65_536 <= Int64(Int32.max))
    #expect(SampleRate.preferred.seconds(atFrame: WAVWriter.mostFrames) > 6 * 3600)
  }
}

/// All samples of a mono file.
func allInt16(of reader: SoundFileReader) throws -> [Int16] {
  var all: [Int16] = []
  var block = [Int16](repeating: 0, count: 1000)
  while true {
    let count = try block.withUnsafeMutableBufferPointer { try reader.read(into: $0) }
    guard count > 0 else { return all }
    all += block.prefix(count * reader.channels)
  }
}
