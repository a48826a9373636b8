public import ArgumentParser
import Files
import Foundation
import Practice
import Rehearsal
public import Report
import SpeechTiming

/// `aloud analyze`: the measures of any recordings.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Measure recordings: speech, pauses, pace, level.",
    discussion: """
      Reads WAV, RF64, BW64, W64, FLAC, Ogg, Opus, MP3, AIFF, CAF, AU and NIST SPHERE at 8 to 384 kHz, told by their \
      bytes and not by their names. What phones, calls and browsers make (m4a, mp4, webm, amr, wma, video) is read \
      through ffmpeg where that is installed. Of several channels, those that agree in phase are averaged; else the one \
      with the most of the voice is taken, or what --channel says. Nothing is stored.

      Each file is read to its true end. Where sound is missing, because the file was cut short or is damaged, a warning \
      says how much and where, and the exit code is 3.

      With --json each file gives one JSON object on a line of its own, in the order of the files; one that cannot be \
      read gives an object with "file" and "error", the others go on, and the exit code is 1. A name may be any bytes; \
      one that is not valid UTF-8 is shown as \\xFF.

        aloud analyze --json *.wav > measures.jsonl
        find talks -name '*.flac' -print0 | aloud analyze --json -0 -
        sox talk.wav -t wav - trim 60 | aloud analyze -
        aloud analyze --export textgrid --to annotations *.wav
      """)

  @Flag(help: "One JSON object per line and file.")
  var json = false

  @Option(help: "For other programs: a Praat TextGrid, Audacity labels, or a CSV table.")
  var export: Export?

  @Option(
    help: ArgumentHelp("Write exports into this folder; no file is ever replaced.", valueName: "folder"))
  var to: FileName?

  @OptionGroup var channel: ChannelOption

  @Option(
    name: [.short, .long], help: ArgumentHelp("Files at a time; else one per processor.", valueName: "n"))
  var jobs: Int?

  @Flag(
    name: [.customShort("0"), .long],
    help: "What comes from standard input is names that end with a NUL byte, as find -print0 gives them.")
  var null = false

  @Argument(
    help: "Sound files; - reads a sound from standard input, or a list of files, one a line.",
    completion: .file())
  var files: [FileName]

  func validate() throws {
    if json, export != nil { throw ValidationError("give --json or --export, not both") }
    if to != nil, export == nil { throw ValidationError("--to goes with --export") }
    if export != nil, to == nil, files.count > 1 { throw Self.needsFolder }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must be 1 to 256") }
  }

  func run() throws {
    let console = Console.standard
    let files = try files.flatMap(analyses)
    if export != nil, to == nil, files.count > 1 { throw Self.needsFolder }
    let (failures, isLossy) = try measure(files, on: console)
    console.progress("")
    guard !failures.isEmpty else {
      if isLossy { throw ExitCode(ExitStatus.warned) }
      return
    }
    if files.count > 1 {
      console.note("aloud: \(failures.count) of \(files.count) files could not be measured:")
    }
    for failure in failures { console.note("aloud: \(failure)") }
    throw ExitCode(ExitStatus.couldNot)
  }

  private static let needsFolder = ValidationError("the exports of several files go into a folder: give --to")

  /// What one word of the command line stands for.
  private func analyses(of file: FileName) throws -> [FileAnalysis] {
    guard file == Self.input else {
      return [FileAnalysis(file, at: try StandardInput.piped(file), channels: channel.selection)]
    }
    switch try StandardInput.read(endedBy: null ? 0 : nil) {
    case .sound(let location): return [FileAnalysis(file, at: location, channels: channel.selection)]
    case .names(let names): return names.map { FileAnalysis($0, channels: channel.selection) }
    }
  }

  /// - Returns: a sentence for each file that could not be measured; is sound missing in one that could?
  private func measure(_ files: [FileAnalysis], on console: Console) throws -> (
    failures: [String], isLossy: Bool
  ) {
    let began = ContinuousClock.now
    var failures: [String] = []
    var isFirst = true
    var isLossy = false
    let queue = AnalysisQueue(files, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    do {
      try queue.run { done, share in
        guard ContinuousClock.now - began > .seconds(1) else { return }
        console.progress(
          files.count == 1
            ? "\(Figures.percent(share)) of \(Printable.line(files[0].file.text))"
            : "\(done) of \(files.count) files"
        )
      } body: { file, result in
        do {
          let pacing = try result.get()
          let warnings = Assessment.warnings(about: pacing)
          try show(pacing, warnings, of: file, isFirst: isFirst, on: console)
          isFirst = false
          isLossy = isLossy || warnings.contains(where: \.isLoss)
        } catch {
          failures.append(ErrorText.sentence(error))
          if json {
            try console.print(json: FailureRecord(file: file.text, error: ErrorText.sentence(error)))
          }
        }
        if Output.isUnread { throw NobodyReads() }
      }
    } catch is NobodyReads {}  // Whoever asked has seen enough; the other files need not be measured.
    return (failures, isLossy)
  }

  private func show(
    _ pacing: Pacing, _ warnings: [TakeWarning], of file: FileName, isFirst: Bool, on console: Console
  ) throws {
    if let export {
      // An export has no room for doubts.
      for sentence in AnalysisContent(file: file.text, pacing, warnings.filter(\.isLoss)).doubts {
        console.note("aloud: \(ErrorText.quoted(file.text)): \(sentence).")
      }
      let text = export.text(of: pacing, file: file.text)
      if let to { try ExportFolder(to).write(text, export, of: file) } else { console.draw(text) }
      return
    }
    if json {
      try console.print(json: AnalysisRecord(file: file.text, pacing: pacing, warnings: warnings))
    } else {
      if !isFirst { console.print() }
      let content = AnalysisContent(file: file.text, pacing, warnings)
      console.print(AnalysisText(content, style: console.style).rows)
    }
  }

  private static let input = FileName("-")
}

/// The pipe or terminal that took the results is gone.
private struct NobodyReads: Error {}

extension Export: ExpressibleByArgument {}
