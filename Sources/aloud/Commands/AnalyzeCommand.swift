public import ArgumentParser
import Foundation
import Rehearsal
public import Report
import SpeechTiming

/// `aloud analyze`: the measures of any recordings.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Measure recordings: speech, pauses, pace, level.",
    discussion: """
      Reads WAV, RF64, W64, FLAC, Ogg, Opus, MP3, AIFF, CAF, AU and NIST SPHERE at 8 to 384 kHz. Several channels \
      are mixed; where one is more than 10 dB under the loudest, the loudest is taken alone. Nothing is stored.

      With --json each file gives one JSON object on a line of its own, in the order of the files; one that cannot be \
      read gives an object with "file" and "error", the others go on, and the exit code is 1.

        aloud analyze --json *.wav > measures.jsonl
        find talks -name '*.flac' | aloud analyze --json -
        aloud analyze --export textgrid --to annotations *.wav
      """)

  @Flag(help: "One JSON object per line and file.")
  var json = false

  @Option(help: "For other programs: a Praat TextGrid, Audacity labels, or a CSV table.")
  var export: Export?

  @Option(
    help: ArgumentHelp("Write exports into this folder; no file is ever replaced.", valueName: "folder"))
  var to: String?

  @Option(
    name: [.short, .long], help: ArgumentHelp("Files at a time; else one per processor.", valueName: "n"))
  var jobs: Int?

  @Argument(help: "Sound files; - reads their names from standard input, one a line.", completion: .file())
  var files: [String]

  func validate() throws {
    if json, export != nil { throw ValidationError("give --json or --export, not both") }
    if to != nil, export == nil { throw ValidationError("--to goes with --export") }
    if export != nil, to == nil, files.count > 1 || files == ["-"] {
      throw ValidationError("the exports of several files go into a folder: give --to")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must be 1 to 256") }
  }

  func run() throws {
    let console = Console.standard
    let files = files.flatMap { $0 == "-" ? Self.namesFromInput() : [$0] }
    let began = ContinuousClock.now
    var failures: [String] = []
    var isFirst = true
    let queue = AnalysisQueue(files: files, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    try queue.run { done, share in
      guard ContinuousClock.now - began > .seconds(1) else { return }
      console.progress(
        files.count == 1
          ? "\(Figures.percent(share)) of \(Printable.line(files[0]))" : "\(done) of \(files.count) files")
    } body: { file, result in
      console.progress("")
      do {
        try show(try result.get(), of: file, isFirst: isFirst, on: console)
        isFirst = false
      } catch {
        failures.append(ErrorText.sentence(error))
        if json { try console.print(json: FailureRecord(file: file, error: ErrorText.sentence(error))) }
      }
    }
    console.progress("")
    guard !failures.isEmpty else { return }
    if files.count > 1 {
      console.note("aloud: \(failures.count) of \(files.count) files could not be measured:")
    }
    for failure in failures { console.note("aloud: \(failure)") }
    throw ExitCode(ExitStatus.couldNot)
  }

  private func show(_ pacing: Pacing, of file: String, isFirst: Bool, on console: Console) throws {
    if let export {
      let text = export.text(of: pacing, file: file)
      if let to { try write(text, export, of: file, to: to) } else { console.draw(text) }
      return
    }
    let warnings = Assessment.warnings(about: pacing)
    if json {
      try console.print(json: AnalysisRecord(file: file, pacing: pacing, warnings: warnings))
    } else {
      if !isFirst { console.print() }
      console.print(AnalysisText(file: file, pacing, warnings, style: console.style).rows)
    }
  }

  private func write(_ text: String, _ export: Export, of file: String, to folder: String) throws {
    let folder = URL(filePath: folder, directoryHint: .isDirectory)
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let target = folder.appending(path: "\(name).\(export.fileExtension)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: target, options: .withoutOverwriting)
    } catch {
      throw ExportFailed(path: target.path, reason: (error as NSError).localizedDescription)
    }
  }

  private static func namesFromInput() -> [String] {
    var names: [String] = []
    while let name = readLine() { if !name.isEmpty { names.append(name) } }
    return names
  }
}

extension Export: ExpressibleByArgument {}

/// An export that could not be written.
struct ExportFailed: Error {
  let path, reason: String
}
