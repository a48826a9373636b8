import CaptureRig
import Foundation
import Testing

/// The capture thread may wait for nothing but the device: no allocator, no lock. A library between the program and the
/// system counts what that thread asks for from the start of the stream to its end (Tests/Interposer/capture.c).
@Suite(.enabled(if: Shell.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
struct CaptureThreadTests {
  init() { _ = CaptureRig.folder }

  /// What the capture thread asked for in a recording of so many seconds.
  private func counts(_ device: String, seconds: Int) throws -> (asked: [Substring], ofLibasound: Int) {
    let folder = try CaptureRig.scratch()
    let counts = folder + "/counts"
    let result = try Shell.run(
      """
      INTERPOSER_CAPTURE='\(counts)' LD_PRELOAD='\(CaptureRig.binaries)/libinterposer.so' \
      '\(CaptureRig.binaries)/capture-child' '\(folder)/takes' \(device) 1 \(seconds)
      """)
    #expect(result.output.contains("limit \(seconds * 48_000) true"), "\(result.output)")
    let words = try String(contentsOfFile: counts, encoding: .utf8).split { $0 == " " || $0 == "\n" }
    try #require(words.count >= 6 && words[4] == "libasound", "\(words)")
    return (Array(words[..<4]), Int(words[5]) ?? 0)
  }

  /// Code that is not optimised looks up its generics once each; `scripts/torture thread` shows that the release build
  /// does not even do that.
  @Test(arguments: ["mic", "stereo", "wide", "storm"])
  func `however long it captures, it allocates and locks no more`(device: String) throws {
    let short = try counts(device, seconds: 1)
    let long = try counts(device, seconds: 3)
    #expect(long.asked == short.asked)
    // It has looked: libasound locks its own handle in each call.
    #expect(long.ofLibasound > short.ofLibasound + 500)
  }
}
