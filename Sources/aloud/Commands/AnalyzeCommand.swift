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
      says how much and where. The exit code is 3 if any file has a warning: no speech, clipping, noise, missing sound.

      With --json each file gives one JSON object on a line of its own, in the order of the files; one that cannot be \
      read gives an object with "file" and "error", the others go on, and the exit code is 1. A name may be any bytes; \
      one that is not valid UTF-8 is shown as \\xFF.

      With --to each file gives an export named after it; after the id, if it is a take. Files of the same name are told \
      apart by their endings and folders. A file that is there stays, the others are written, and the exit code is 1, \
      unless --force lets exports replace it. A sound that is being measured is never replaced.

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
    help: ArgumentHelp("Write exports into this folder; a file that is there stays.", valueName: "folder"))
  var to: FileName?

  @Flag(help: "Exports may replace files that are there.")
  var force = false

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
    if let to, to.bytes.isEmpty { throw ValidationError("--to needs the name of a folder") }
    if force, to == nil { throw ValidationError("--force goes with --to") }
    if export != nil, to == nil, files.count > 1 { throw Self.needsFolder }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must be 1 to 256") }
  }

  func run() throws {
    let console = Console.standard
    let files = try files.flatMap(analyses)
    if export != nil, to == nil, files.count > 1 { throw Self.needsFolder }
    var work = AnalysisWork(self, files, on: console)
    if let to, let export { try work.export(export, into: to, replacing: force) }
    try work.run()
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

  private static let input = FileName("-")
}

extension Export: ExpressibleByArgument {}
