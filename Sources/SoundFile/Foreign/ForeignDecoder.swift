import Glibc

/// Sound that the user's ffmpeg decodes, in a program of its own, block by block.
///
/// What it may do is bounded: no network and no file but the one that it is given (protocols and format are told to it), a
/// quarter of an hour of processor time, 2 GiB of memory, a minute without an answer.
final class ForeignDecoder: SoundDecoder {
  let sampleRate: Int
  let channels: Int
  let frames: Int64 = 0
  private(set) var trouble: String?

  private let program: PipedProgram
  /// Bytes that were read and do not make a frame yet.
  private var rest: [UInt8] = []

  /// - Parameter number: a descriptor of the file, which stays the caller's.
  /// - Throws: what ffmpeg says.
  init(_ container: ForeignContainer, of number: Int32, with path: String) throws(CannotDecode) {
    let arguments =
      [
        path, "-hide_banner", "-nostats", "-nostdin", "-loglevel", "level+info", "-protocol_whitelist",
        "file,pipe",
      ]
      + ["-f", container.demuxer, "-i", "file:/dev/stdin", "-map", "0:a:0", "-vn", "-sn", "-dn"]
      + ["-c:a", "pcm_f32be", "-f", "au", "pipe:1"]
    guard let program = PipedProgram(arguments, input: number) else {
      throw CannotDecode(detail: "ffmpeg could not be started")
    }
    // AU: six numbers of 32 bits, the second of which says where the samples begin.
    guard let head = program.read(exactly: 24), head.starts(with: Array(".snd".utf8)),
      let offset = Int(exactly: head[4...].number(isBigEndian: true) as UInt32),
      (24...65_536).contains(offset),
      program.read(exactly: offset - 24) != nil
    else {
      program.finish()
      throw CannotDecode(detail: "ffmpeg: " + (program.said.error ?? "no sound in it"))
    }
    sampleRate = Int(head[16...].number(isBigEndian: true) as UInt32)
    channels = max(1, Int(head[20...].number(isBigEndian: true) as UInt32))
    self.program = program
  }

  struct CannotDecode: Error {
    let detail: String
  }

  func read(_ wanted: Int, into base: UnsafeMutablePointer<Float>) -> Int {
    let width = 4 * channels
    while rest.count < width {
      guard let more = program.read(most: wanted * width - rest.count) else {
        program.finish()
        return 0
      }
      rest += more
    }
    let count = min(wanted, rest.count / width)
    rest.withUnsafeBytes { bytes in
      for index in 0..<(count * channels) {
        let bits = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        let value = Float(bitPattern: bits)
        base[index] = value.isFinite ? value : 0
      }
    }
    rest.removeFirst(count * width)
    return count
  }

  func seek(to frame: Int64) -> String? { "it is decoded by ffmpeg, from its beginning" }

  var ending: SoundEnding? {
    SoundEnding(
      claimed: program.said.duration, troubles: program.said.errors, isCut: !program.endedWell)
  }

  /// Where ffmpeg is; `nil` if it is not installed.
  static var path: String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").lazy.map { "\($0)/ffmpeg" }.first { access($0, X_OK) == 0 }
  }
}
