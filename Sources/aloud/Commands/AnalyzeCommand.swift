import ArgumentParser
import Rehearsal
import Report
import SpeechTiming

/// `aloud analyze`: the measures of any recordings.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Measure recordings: speech, pauses, pace, level.",
    discussion: """
      Reads WAV, FLAC, Ogg, Opus, MP3, AIFF and whatever else libsndfile opens, at 8 to 384 kHz. Several channels \
      are mixed; a channel more than 10 dB below the loudest is left out. Nothing is stored.

      With --json each file gives one JSON object on a line of its own; a file that cannot be read gives an \
      object with "file" and "error", the others go on, and the exit code is 1.
      """)

  @Flag(help: "One JSON object per line and file.")
  var json = false

  @Argument(help: "Sound files.", completion: .file())
  var files: [String]

  func run() throws {
    let console = Console.standard
    var failed = false
    for (index, file) in files.enumerated() {
      do {
        let pacing = try FileAnalysis(path: file).run { share in
          console.progress("\(Figures.percent(share))  \(Printable.line(file))")
        }
        console.progress("")
        try show(pacing, of: file, isFirst: index == 0, on: console)
      } catch {
        failed = true
        console.progress("")
        let sentence = ErrorText.sentence(error)
        if json {
          try console.print(json: FailureRecord(file: file, error: sentence))
        } else {
          console.note("aloud: \(sentence)")
        }
      }
    }
    if failed { throw ExitCode(ExitStatus.couldNot) }
  }

  private func show(_ pacing: Pacing, of file: String, isFirst: Bool, on console: Console) throws {
    let warnings = Assessment.warnings(about: pacing)
    if json {
      try console.print(json: AnalysisRecord(file: file, pacing: pacing, warnings: warnings))
    } else {
      if !isFirst { console.print() }
      console.print(AnalysisText(file: file, pacing, warnings, style: console.style).rows)
    }
  }
}
