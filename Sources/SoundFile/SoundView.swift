import CSndFile
import Glibc

/// A file as libsndfile sees it: pieces of the real one, and bytes of ours where a head is missing or lies.
final class SoundView {
  /// A stretch of the view.
  enum Piece: Equatable {
    case bytes([UInt8])
    case file(Range<Int64>)

    var count: Int64 {
      switch self {
      case .bytes(let bytes): Int64(bytes.count)
      case .file(let range): range.upperBound - range.lowerBound
      }
    }
  }

  private let descriptor: Int32
  private let pieces: [Piece]
  /// Where each piece begins in the view.
  private let starts: [Int64]
  private let length: Int64
  private var position: Int64 = 0

  /// - Parameter descriptor: stays the caller's, who keeps it open for as long as this object lives.
  init(_ pieces: [Piece], of descriptor: Int32) {
    self.pieces = pieces
    self.descriptor = descriptor
    var starts: [Int64] = []
    var length: Int64 = 0
    for piece in pieces {
      starts.append(length)
      length += piece.count
    }
    (self.starts, self.length) = (starts, length)
  }

  /// `sf_open_virtual`; this object must live as long as the handle.
  func open(_ info: inout SF_INFO) -> OpaquePointer? {
    var calls = SF_VIRTUAL_IO(
      get_filelen: { SoundView.at($0)?.length ?? -1 },
      seek: { SoundView.at($2)?.seek($0, $1) ?? -1 },
      read: { SoundView.at($2)?.read(into: $0, count: $1) ?? 0 },
      write: { _, _, _ in 0 },
      tell: { SoundView.at($0)?.position ?? -1 })
    return sf_open_virtual(&calls, Int32(SFM_READ), &info, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> SoundView? {
    pointer.map { Unmanaged<SoundView>.fromOpaque($0).takeUnretainedValue() }
  }

  private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    let start: Int64 =
      switch whence {
      case SEEK_CUR: position
      case SEEK_END: length
      default: 0
      }
    let (place, isTooFar) = start.addingReportingOverflow(offset)
    guard !isTooFar, place >= 0 else { return -1 }
    position = place
    return place
  }

  private func read(into target: UnsafeMutableRawPointer?, count: Int64) -> Int64 {
    guard let target, count > 0, position < length else { return 0 }
    var index = piece(at: position)
    var done: Int64 = 0
    while done < count, index < pieces.count {
      let skipped = position - starts[index]
      let wanted = min(count - done, pieces[index].count - skipped)
      let got = copy(pieces[index], from: skipped, wanted, to: target + Int(done))
      done += got
      position += got
      guard got == wanted else { break }
      index += 1
    }
    return done
  }

  private func copy(_ piece: Piece, from skipped: Int64, _ wanted: Int64, to target: UnsafeMutableRawPointer)
    -> Int64
  {
    switch piece {
    case .bytes(let bytes):
      for index in 0..<Int(wanted) {
        target.storeBytes(of: bytes[Int(skipped) + index], toByteOffset: index, as: UInt8.self)
      }
      return wanted
    case .file(let range):
      var done: Int64 = 0
      while done < wanted {
        let got = pread(
          descriptor, target + Int(done), Int(wanted - done), off_t(range.lowerBound + skipped + done))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        done += Int64(got)
      }
      return done
    }
  }

  /// The last piece that begins at or before `place`.
  private func piece(at place: Int64) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}

extension [SoundView.Piece] {
  /// Appends a range of the file, joined with the one before it where they touch.
  mutating func append(_ range: Range<Int64>) {
    guard !range.isEmpty else { return }
    if case .file(let last)? = self.last, last.upperBound == range.lowerBound {
      self[count - 1] = .file(last.lowerBound..<range.upperBound)
    } else {
      append(.file(range))
    }
  }
}
