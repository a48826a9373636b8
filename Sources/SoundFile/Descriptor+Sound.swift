import CSndFile
import Files
import Glibc

extension Descriptor {
  /// `sf_open_fd` on a duplicate, which libsndfile closes.
  ///
  /// libsndfile closes the descriptor when opening fails, even if told not to (`close_desc` false, libsndfile
  /// 1.2.0, seen with a malformed `fmt ` chunk). A second close would hit whatever got the number meanwhile.
  static func openSound(_ number: Int32, _ mode: Int32, _ info: inout SF_INFO) -> OpaquePointer? {
    let duplicate = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard duplicate >= 0 else { return nil }
    return sf_open_fd(duplicate, mode, &info, Int32(SF_TRUE))
  }
}
