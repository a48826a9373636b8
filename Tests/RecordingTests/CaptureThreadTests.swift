import CaptureRig
import Foundation
import Testing

/// The capture thread may wait for nothing but the device: no allocator, no lock. A library between the program and the
/// system counts what that thread asks for from the start of the stream to its end (Tests/Interposer/capture.c).
@Suite(.enabled(if: Shell.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
struct CaptureThreadTests {
  init() { _ = CaptureRig.folder }

  /// What the capture thread asked for in a recording of so many seconds, and by whom.
  private func counts(
    _ device: String, seconds: Int, rate: Int = CaptureRig.rate, microsecondsPerRead: Int = 0
  ) throws -> (of: [Substring: Int], report: String) {
    let folder = try CaptureRig.scratch()
    let counts = folder + "/counts"
    let result = try Shell.run(
      """
      INTERPOSER_READ=\(microsecondsPerRead) INTERPOSER_CAPTURE='\(counts)' \
      LD_PRELOAD='\(CaptureRig.binaries)/libinterposer.so' \
      '\(CaptureRig.binaries)/capture-child' '\(folder)/takes' \(device) 1 \(seconds)
      """)
    #expect(result.output.contains("limit \(seconds * rate) true"), "\(result.output)")
    let report = try String(contentsOfFile: counts, encoding: .utf8)
    let words = report.prefix { $0 != "\n" }.split(separator: " ")
    try #require(words.count == 10, "\(report)")
    let pairs = stride(from: 0, to: 10, by: 2).map { (words[$0], Int(words[$0 + 1]) ?? -1) }
    return (Dictionary(pairs) { $1 }, report)
  }

  /// Code that is not optimised looks up its generics once each, which makes five calls here, and only at the first gap;
  /// `scripts/torture thread` shows that the release build does not even do that. The storm has twenty gaps, and three
  /// seconds have 150 periods: whatever is asked for at each of them is more.
  @Test(arguments: ["mic", "stereo", "array16", "wide", "storm"])
  func `however long it captures, it neither allocates nor locks`(device: String) throws {
    let (count, report) = try counts(device, seconds: 3)
    let asked = try #require(count["allocations"]) + #require(count["locks"])
    #expect(asked < 10, "\(report)")
    // It has looked: libasound locks its own handle in each read.
    #expect(try #require(count["libasound"]) >= #require(count["reads"]), "\(report)")
  }

  /// The virtual microphone's pointer moves with each frame, and each read takes longer than a frame, as on a slow
  /// machine: there is always something more to read.
  @Test(arguments: [("mic", 48_000), ("mic192000", 192_000)])
  func `a device that always has another frame is read two or three times a period`(
    device: String, rate: Int
  ) throws {
    let (count, report) = try counts(device, seconds: 1, rate: rate, microsecondsPerRead: 200)
    let periods = try #require(count["frames"]) / (rate / 50)
    #expect(periods >= 50, "\(report)")
    #expect(try #require(count["reads"]) <= 3 * periods + 10, "\(report)")
  }
}
