import Foundation
import Testing

/// Files as people bring them, through `aloud analyze`: nothing is measured without saying what was not.
@Suite struct BroughtFilesTests {
  private let home: Home
  private let whole: Data

  init() throws {
    home = try Home()
    whole = WAV.data(try Speech.answer().samples)
  }

  /// The file with other sizes in its header: of the whole, and of the samples.
  private func sized(_ riff: UInt32, _ data: UInt32) -> Data {
    var bytes = whole
    withUnsafeBytes(of: riff.littleEndian) { bytes.replaceSubrange(4..<8, with: $0) }
    withUnsafeBytes(of: data.littleEndian) { bytes.replaceSubrange(40..<44, with: $0) }
    return bytes
  }

  private func line(_ data: Data, code: Int32) throws -> JSON {
    let result = try home.aloud("analyze", "--json", home.write(data, to: "brought.wav"))
    #expect(result.code == code, "\(result)")
    return try #require(try result.json().first)
  }

  @Test func `A file that was never closed is measured to its end, and that is no failure`() throws {
    let truth = try Speech.answer()
    for (riff, data) in [(36, 0), (0, 0), (UInt32.max, .max)] as [(UInt32, UInt32)] {
      let line = try line(sized(riff, data), code: 0)
      #expect(abs((line["duration"].number ?? 0) - truth.seconds) < 0.001)
      #expect(line["pauses"].list.count >= truth.pauses.count)
      #expect(line["warnings"].list.map { $0["name"].text } == (data == 0 ? ["notClosed"] : []))
    }
  }

  @Test
  func
    `A file that was cut short says what it claims and what was read, in JSON, in text and beside an export`()
    throws
  {
    let cut = Data(whole.prefix(44 + 2 * 48_000 * 6))
    let warning = try line(cut, code: 3)["warnings"][0]
    let seconds = try Speech.answer().seconds
    #expect(warning["name"].text == "cutShort")
    #expect(abs((warning["claimed"].number ?? 0) - seconds) < 0.001)
    #expect(
      warning["read"].number == 6 && warning["at"].list.map(\.number) == [6] && warning["count"].integer == 1)
    let path = home.file("brought.wav")
    let text = try home.aloud("analyze", path)
    #expect(text.code == 3)
    #expect(text.output.replacing("\n", with: " ").contains("breaks off after 6.0 s"))
    let export = try home.aloud("analyze", "--export", "csv", path)
    #expect(export.code == 3)
    #expect(export.errors.contains("cut short: the file claims"))
    #expect(export.output.hasPrefix("file,tier"))
  }

  @Test func `A file that cannot be read at all counts for more than one that lacks something`() throws {
    let cut = try home.write(Data(whole.prefix(200_000)), to: "cut.wav")
    let result = try home.aloud("analyze", "--json", cut, home.file("missing.wav"))
    #expect(result.code == 1)
    #expect(try result.json().count == 2)
  }
}
