import CSndFile
import Glibc

/// A file as libsndfile sees it: it ends with its samples, and chunks that say nothing about them are renamed
/// JUNK, which libsndfile skips.
final class WAVView {
  private let descriptor: Int32
  private let chunks: WAVChunks
  private var position: Int64 = 0

  /// - Parameter descriptor: stays the caller's, who keeps it open for as long as this object lives.
  init(_ chunks: WAVChunks, of descriptor: Int32) { (self.chunks, self.descriptor) = (chunks, descriptor) }

  /// `sf_open_virtual`; this object must live as long as the handle.
  func open(_ info: inout SF_INFO) -> OpaquePointer? {
    var calls = SF_VIRTUAL_IO(
      get_filelen: { WAVView.at($0)?.chunks.end ?? -1 },
      seek: { WAVView.at($2)?.seek($0, $1) ?? -1 },
      read: { WAVView.at($2)?.read(into: $0, count: $1) ?? 0 },
      write: { _, _, _ in 0 },
      tell: { WAVView.at($0)?.position ?? -1 })
    return sf_open_virtual(&calls, Int32(SFM_READ), &info, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> WAVView? {
    pointer.map { Unmanaged<WAVView>.fromOpaque($0).takeUnretainedValue() }
  }

  private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    let start: Int64 =
      switch whence {
      case SEEK_CUR: position
      case SEEK_END: chunks.end
      default: 0
      }
    let (place, isTooFar) = start.addingReportingOverflow(offset)
    guard !isTooFar, place >= 0 else { return -1 }
    position = place
    return place
  }

  private func read(into target: UnsafeMutableRawPointer?, count: Int64) -> Int64 {
    let wanted = min(count, chunks.end - position)
    guard let target, wanted > 0 else { return 0 }
    var done: Int64 = 0
    while done < wanted {
      let got = pread(
        descriptor, target + Int(done), Int(wanted - done), off_t(position + done))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      done += Int64(got)
    }
    let span = position..<position + done
    for (index, byte) in "JUNK".utf8.enumerated() {
      for tag in chunks.others where span.contains(tag + Int64(index)) {
        target.storeBytes(of: byte, toByteOffset: Int(tag + Int64(index) - position), as: UInt8.self)
      }
    }
    position += done
    return done
  }
}
