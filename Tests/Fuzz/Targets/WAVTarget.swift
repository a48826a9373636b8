import Foundation
import Signal
import SoundFile

extension FuzzTarget {
  /// A sound file, looked at, repaired, and read to its end.
  static let wav = FuzzTarget(
    name: "wav", about: "a sound file: its layout, its repair, its samples",
    seeds: {
      let tags = [
        "RIFF", "RIFX", "RF64", "BW64", "FORM", "fLaC", "OggS", ".snd", "dns.", "caff", "riff", "NIST", "ID3",
      ]
      return try written + SoundSeeds.all + tags.map { Array($0.utf8) + tail }
    },
    run: { bytes in
      let file = try Scratch(bytes)
      try read(file)
      // Behind a checksum that never fits nothing would be tried.
      if let pages = SoundSeeds.withChecksums(bytes) { try read(Scratch(pages)) }
      try repair(file, bytes)
      try read(file)
    })

  private static let tail = [UInt8](repeating: 0, count: 4) + Array("WAVEfmt ".utf8) + [16, 0, 0, 0]

  /// What the recorder writes: nothing said yet, a second, one cut short.
  private static var written: [[UInt8]] {
    get throws {
      try [0, 1000].map { count in
        let path = NSTemporaryDirectory() + "aloud-seed-\(UUID().uuidString)"
        defer { unlink(path) }
        let label = WAVWriter.Label(title: "Tell me about yourself", date: "2026-11-22")
        let writer = try WAVWriter(creating: path, sampleRate: .speech, label: label)
        try (0..<count).map { Int16($0) }.withUnsafeBufferPointer { try writer.write($0) }
        try writer.close()
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
      }.flatMap { [$0, Array($0.dropLast(7)), Array($0.prefix(50))] }
    }
  }

  private static func read(_ file: Scratch) throws {
    guard let reader = try? SoundFileReader(path: file.path) else { return }
    try promise(reader.frames >= 0, "a length below 0")
    var block = [Float](repeating: 0, count: 4096 * reader.channels)
    defer { _ = reader.doubts }
    // A decoder may make much of little; a fuzzer wants the next input.
    for _ in 0..<64 {
      let count = (try? block.withUnsafeMutableBufferPointer { try reader.read(into: $0) }) ?? 0
      guard count > 0 else { return }
      try promise(count <= 4096, "more frames than there is room for")
      try promise(block.allSatisfy(\.isFinite), "a sample that is no number")
    }
  }

  private static func repair(_ file: Scratch, _ before: [UInt8]) throws {
    let layout = WAVLayout(descriptor: file.descriptor)
    let repaired = try WAVRepair.repair(file.descriptor, path: file.path)
    let after = file.bytes
    try promise(after.count == before.count, "the file has another length")
    guard let layout, let repaired else {
      try promise(layout == nil && repaired == nil && after == before, "what is no WAV was changed")
      return
    }
    let sizes = Set(Array(4..<8) + (Int(layout.dataOffset) - 4..<Int(layout.dataOffset)))
    for index in after.indices where after[index] != before[index] {
      try promise(sizes.contains(index), "byte \(index) was changed, and is no size")
    }
    try promise(repaired.dataOffset == layout.dataOffset, "the samples have moved")
    try promise(
      repaired.framesInHeader <= repaired.framesInFile, "the header claims more than there is: \(repaired)")
    _ = try WAVRepair.repair(file.descriptor, path: file.path)
    try promise(file.bytes == after, "a second repair changed the file")
  }
}

/// A file that is gone when nobody holds it.
private final class Scratch {
  let path: String
  let descriptor: Int32

  init(_ bytes: [UInt8]) throws {
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    path = folder + "/aloud-fuzz-\(UUID().uuidString)"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw POSIXError(.EIO) }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  var bytes: [UInt8] {
    var status = stat()
    fstat(descriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }
}
