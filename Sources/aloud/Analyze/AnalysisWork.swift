import ArgumentParser
import Files
import Foundation
import Practice
import Rehearsal
import Report
import SpeechTiming

/// One run of `aloud analyze`: measures files, shows or exports each, and tells in the end what could not be done.
struct AnalysisWork {
  private let form: AnalyzeCommand
  private let console: Console
  private var files: [FileAnalysis]
  private var folder: ExportFolder?
  private var shown = 0
  /// True if a recording has a warning that matters: a take with one ends `record` with the same exit code.
  private var isWarned = false
  /// Sentences about files that could not be measured, and about exports that could not be written.
  private var unmeasured: [String] = []
  private var unwritten: [String] = []

  /// - Parameter form: how results are shown.
  init(_ form: AnalyzeCommand, _ files: [FileAnalysis], on console: Console) {
    (self.form, self.files, self.console) = (form, files, console)
  }

  /// Results go into files of a folder. What cannot be written need not be measured.
  /// - Throws: `ExportFailed` if nothing can be written there.
  mutating func export(_ export: Export, into name: FileName, replacing: Bool) throws {
    let folder = try ExportFolder(name, export, of: files.map(\.file), replacing: replacing)
    for file in folder.repeated {
      console.note("aloud: \(ErrorText.quoted(file.text)) is listed more than once; it is exported once.")
    }
    var wanted: Set<FileName> = []
    for file in folder.files {
      if let refusal = folder.refusal(of: file) {
        unwritten.append(ErrorText.sentence(refusal))
      } else {
        wanted.insert(file)
      }
    }
    files = files.filter { wanted.remove($0.file) != nil }
    self.folder = folder
  }

  /// - Throws: `ExitCode` unless all went well.
  mutating func run() throws {
    let count = files.count + unwritten.count
    // Whoever asked has seen enough; the rest need not be measured.
    do { try measure() } catch is NobodyReads {}
    console.progress("")
    tell(unmeasured, "\(unmeasured.count) of \(count) files could not be measured:", isOne: count == 1)
    tell(unwritten, "\(unwritten.count) of \(count) exports could not be written:", isOne: count == 1)
    if !unmeasured.isEmpty || !unwritten.isEmpty { throw ExitCode(ExitStatus.couldNot) }
    // A reader that has seen enough has not asked for the rest.
    if isWarned, !Output.isUnread { throw ExitCode(ExitStatus.warned) }
  }

  private func tell(_ sentences: [String], _ heading: String, isOne: Bool) {
    guard !sentences.isEmpty else { return }
    if !isOne { console.note("aloud: " + heading) }
    for sentence in sentences { console.note("aloud: \(sentence)") }
  }

  private mutating func measure() throws {
    let began = ContinuousClock.now
    let queue = AnalysisQueue(files, jobs: form.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let (console, files) = (console, files)
    try queue.run { done, share in
      guard ContinuousClock.now - began > .seconds(1) else { return }
      console.progress(
        files.count == 1
          ? "\(Figures.percent(share)) of \(Printable.line(files[0].file.text))"
          : "\(done) of \(files.count) files"
      )
    } body: { file, result in
      do { try show(result.get(), of: file) } catch { try miss(file, because: error) }
      if Output.isUnread { throw NobodyReads() }
    }
  }

  private mutating func miss(_ file: FileName, because error: any Error) throws {
    unmeasured.append(ErrorText.sentence(error))
    if form.json { try console.print(json: FailureRecord(file: file.text, error: ErrorText.sentence(error))) }
  }

  private mutating func show(_ pacing: Pacing, of file: FileName) throws {
    let warnings = Assessment.warnings(about: pacing)
    isWarned = isWarned || warnings.contains { !$0.isNote }
    if let export = form.export {
      // An export has no room for doubts.
      for sentence in AnalysisContent(file: file.text, pacing, warnings.filter { !$0.isNote }).doubts {
        console.note("aloud: \(ErrorText.quoted(file.text)): \(sentence).")
      }
      write(export.text(of: pacing, file: file.text), of: file)
    } else if form.json {
      try console.print(json: AnalysisRecord(file: file.text, pacing: pacing, warnings: warnings))
    } else {
      if shown > 0 { console.print() }
      let content = AnalysisContent(file: file.text, pacing, warnings)
      console.print(AnalysisText(content, style: console.style).rows)
    }
    shown += 1
  }

  private mutating func write(_ text: String, of file: FileName) {
    guard let folder else { return console.draw(text) }
    do throws(ExportFailed) {
      try folder.write(text, of: file)
    } catch {
      unwritten.append(ErrorText.sentence(error))
    }
  }
}

/// The pipe or terminal that took the results is gone.
private struct NobodyReads: Error {}
