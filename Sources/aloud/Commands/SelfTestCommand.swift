import ArgumentParser
import Foundation
import Practice
import Report
import SelfTest
import Signal
import SoundFile
import SpeechTiming

/// `aloud selftest`: plants speech and pauses in signals, and must find them.
struct SelfTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Plant speech and pauses in signals, and find them.",
    discussion: """
      Renders speech-like signals with pauses, noise, levels and losses that are known to the sample, writes them as \
      sound files into a temporary folder, measures them with the very code of analyze, and shows what was planted \
      against what was found. Exit code 1 on a miss. Distrust a measuring tool that cannot do this.
      """)

  @Flag(help: "Show every number, also those that are right.")
  var verbose = false

  func run() throws {
    let console = Console.standard
    let folder = FileManager.default.temporaryDirectory.appending(path: "aloud-selftest-\(UUID().uuidString)")
    guard mkdir(folder.path, 0o700) == 0 else {
      throw NoTemporaryFolder(path: folder.deletingLastPathComponent().path, code: errno)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    var misses = 0
    for (number, test) in SelfTestCase.all.enumerated() {
      let path = folder.appending(path: "\(number).wav").path
      try write(test, to: path)
      let findings = test.compare(try FileAnalysis(take: path, gaps: test.gaps).run())
      let wrong = findings.count { !$0.isGood }
      misses += wrong
      let style = console.style
      let verdict = wrong == 0 ? style.ink(.green, "found") : style.ink(.red, "missed \(wrong)")
      console.print("\(verdict)  \(test.name): \(Figures.count(findings.count, "number", "numbers"))")
      for finding in findings where verbose || !finding.isGood {
        let mark = finding.isGood ? " " : "x"
        console.print(
          "  \(mark) \(Printable.column(finding.name, 18)) planted \(Figures.fixed(finding.planted, 3))  "
            + "found \(Figures.fixed(finding.found, 3))  allowed ±\(Figures.fixed(finding.tolerance, 3))")
      }
    }
    console.print(misses == 0 ? "Everything planted was found." : "\(misses) numbers are wrong.")
    if misses > 0 { throw ExitCode(ExitStatus.couldNot) }
  }

  private func write(_ test: SelfTestCase, to path: String) throws {
    let writer = try WAVWriter(
      creating: path, sampleRate: test.rate, label: WAVWriter.Label(title: test.name, date: ""))
    let samples = test.samples.map { Int16(max(-32768, min(32767, ($0 * 32768).rounded()))) }
    try samples.withUnsafeBufferPointer { try writer.write($0) }
    try writer.close()
  }
}

/// Nothing can be written into the folder for temporary files.
struct NoTemporaryFolder: Worded {
  let path: String
  let code: Int32
  var words: String {
    "no folder can be made in \(ErrorText.quoted(path)) (\(String(cString: strerror(code))))"
  }
}
