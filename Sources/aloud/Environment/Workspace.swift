import Foundation
import Recording
import Rehearsal
import Report
import Signal
import SpeechTiming
import Tracker

/// Everything a command works with: the console, the takes, their index, the packs. Opening it brings takes
/// that were cut off back, and the index up to date.
struct Workspace {
  let console: Console
  let paths: Paths
  let library: TakeLibrary
  private let indexInUse: IndexInUse

  /// - Throws: `TakeLibraryError` when the folder of takes cannot be used. Trouble with the index never stops
  ///   anything: it is told, and an index in a temporary folder takes its place.
  static func open() throws -> Workspace {
    let (console, paths) = (Console.standard, try Paths.standard)
    let library = try TakeLibrary(at: paths.takes.path)
    let workspace = Workspace(
      console: console, paths: paths, library: library,
      indexInUse: IndexInUse(try IndexOpening(console).open(paths.index)))
    try workspace.recover()
    workspace.synchronize()
    return workspace
  }

  /// The index as it is now.
  var takeIndex: TakeIndex { indexInUse.index }

  /// All prompts of this person.
  var catalog: PromptCatalog { Packs.catalog(console, in: paths.packFolders) }

  /// What to practise next: in the pack of the last take, or the first one; `nil` without any prompt.
  func next() throws -> (entry: PromptCatalog.Entry, reason: Practice.Reason)? {
    let packs = catalog.packs
    let latest = try answer { try $0.latestOfEachPrompt() }
    let recent = latest.first.flatMap { take in packs.first { $0.id == take.prompt.pack } }
    guard let pack = recent ?? packs.first,
      let next = Practice(
        of: pack, latest: try answer { try $0.assessed(latest.filter { $0.prompt.pack == pack.id }) },
        last: latest.first?.prompt)
    else { return nil }
    return (PromptCatalog.Entry(pack: pack, prompt: next.prompt), next.reason)
  }

  // MARK: Takes

  /// Takes of a prompt, or all; the `last` newest, oldest first.
  func summaries(of prompt: PromptKey?, last: Int) throws -> [TakeSummary] {
    try answer { try $0.takes(of: prompt, last: last) }.reversed()
  }

  /// The newest takes of a prompt, or of all, with what the rules say about them; newest first.
  func assessed(of prompt: PromptKey?, last: Int) throws -> [AssessedTake] {
    try answer { try $0.assessed($0.takes(of: prompt, last: last)) }
  }

  /// The last takes of each prompt that was spoken more than once, oldest first; the prompt spoken last comes first.
  func repeatedPrompts(last: Int) throws -> [[TakeSummary]] {
    try answer { try $0.repeatedPrompts(last: last) }.map { $0.reversed() }
  }

  /// The take that `name` means: an id, a prefix, `last`, `last~2`, `PE1@3`.
  func take(named name: String) throws -> Take { try library.load(answer { try $0.id(named: name) }) }

  /// The prompt that `name` means, also one that is in no pack any more but has takes.
  func promptKey(named name: String) throws -> PromptKey {
    do {
      let entry = try catalog.entry(named: name)
      return PromptKey(pack: entry.pack.id, id: entry.prompt.id)
    } catch {
      let known = try answer { try $0.latestOfEachPrompt() }.map(\.prompt).first {
        $0.id.lowercased() == name.lowercased() || "\($0.pack)/\($0.id)".lowercased() == name.lowercased()
      }
      guard let known else { throw error }
      return known
    }
  }

  /// What was measured on a take, and how it stands against its target.
  func review(of take: Take) throws -> (Pacing, Assessment) {
    let pacing = try (try? takeIndex.pacing(of: take.id)) ?? analyze(take)
    return (pacing, Assessment(of: pacing, against: take.target))
  }

  func audioPath(of take: Take) -> String { library.audioPath(of: take.id) }

  /// A take of `question` that begins now.
  func newTake(of question: Question, device: DeviceChain) -> Take {
    let now = Date()
    var chance = SystemRandomNumberGenerator()
    return Take(
      id: TakeID(date: now, using: &chance), prompt: question.prompt, target: question.target,
      targetSource: question.source, recordedAt: Timestamp(now, in: .current), device: device)
  }

  /// Keeps a changed sidecar, and its row.
  func save(_ take: Take) throws {
    try library.save(take)
    tellingTrouble { try takeIndex.update(take) }
  }

  /// Keeps the row of a take whose files are saved.
  func index(_ take: Take, _ pacing: Pacing) {
    tellingTrouble { try takeIndex.record(take, pacing) }
  }

  /// Refuses an answer that could not be kept: no right to write, or no room for it.
  func requireRoom(forSeconds seconds: Double, at sampleRate: Int) throws {
    try library.requireWritable()
    let needed = Int64(seconds * Double(sampleRate) * 2) + Self.reserve
    if let free = library.freeBytes, free < needed {
      throw NoRoom(path: library.path, free: free, needed: needed)
    }
  }

  /// Seconds of audio at this rate for which the disk has room; `nil` when it does not say.
  func room(at sampleRate: Int) -> Double? {
    library.freeBytes.map { Double(max(0, $0 - Self.reserve)) / Double(2 * sampleRate) }
  }

  /// Room for sidecar, index and their journals beside the audio, in bytes.
  private static let reserve: Int64 = 8 << 20

  // MARK: Index

  /// What the index says. Damage that no check finds shows here: the index is moved aside and made anew.
  private func answer<Value>(_ question: (TakeIndex) throws -> Value) throws -> Value {
    do {
      return try question(takeIndex)
    } catch let error as TrackerError where error.kind == .damaged {
      indexInUse.index = try IndexOpening(console).replace(takeIndex, because: error)
      _ = try rebuild()
      return try question(takeIndex)
    }
  }

  /// Makes the whole index anew from the takes.
  /// - Returns: how many takes it has now.
  func rebuild() throws -> Int {
    let folder = library.folderStamp
    let ids = try library.takeIDs()
    let takes = loaded(ids)
    try takeIndex.rebuild(
      from: takes.map { TakeIndex.Entry($0) }, folder: takes.count == ids.count ? settled(folder) : nil)
    analyzeWhatIsMissing()
    return takes.count
  }

  /// Brings takes into order whose recording was cut off.
  private func recover() throws {
    let recovery = try TakeRecovery(of: library)
    for take in recovery.recovered {
      let seconds = Double(take.frames) / Double(max(1, take.device.sampleRate))
      let prompt = take.prompt
      let name = prompt.id == "free" ? ErrorText.quoted(prompt.title) : Printable.line(prompt.id)
      console.note("Recovered: \(Figures.length(seconds)) of \(name), take \(take.id).")
    }
    for problem in recovery.problems {
      console.note("aloud: take \(problem.id) cannot be recovered: \(ErrorText.sentence(problem.error))")
    }
  }

  /// Takes that the index missed come in, those whose folders are gone go, and all have an analysis.
  private func synchronize() {
    tellingTrouble {
      if try takeIndex.needsRebuild() {
        _ = try rebuild()
        return
      }
      let folder = library.folderStamp
      if let folder, try takeIndex.isInStep(with: folder) { return analyzeWhatIsMissing() }
      let difference = try takeIndex.difference(from: try library.takeIDs())
      let takes = loaded(difference.missing.filter { !library.isLive($0) })
      try takeIndex.bringInStep(
        adding: takes, removing: difference.gone,
        folder: takes.count == difference.missing.count ? settled(folder) : nil)
      analyzeWhatIsMissing()
    }
  }

  private func settled(_ folder: FolderStamp?) -> FolderStamp? {
    folder.flatMap { $0.isSettled(at: Date().timeIntervalSince1970) ? $0 : nil }
  }

  private func analyzeWhatIsMissing() {
    tellingTrouble {
      let ids = try takeIndex.idsNeedingAnalysis()
      for (number, take) in loaded(ids).enumerated() {
        if ids.count > 5 { console.progress("Measuring take \(number + 1) of \(ids.count)") }
        do {
          let pacing = try analyze(take)
          try takeIndex.record(take, pacing, placement: .byTime)
        } catch let error as TrackerError {
          throw error
        } catch {
          console.note("aloud: take \(take.id) cannot be measured: \(ErrorText.sentence(error))")
        }
      }
      console.progress("")
    }
  }

  private func loaded(_ ids: [TakeID]) -> [Take] {
    ids.compactMap { id in
      do {
        return try library.load(id)
      } catch let error as TakeLibraryError where error.kind == .missing {
        // Recovery makes a sidecar where there is audio; this folder was made right before its program was killed.
        return nil
      } catch {
        console.note("aloud: " + ErrorText.sentence(error))
        return nil
      }
    }
  }

  private func analyze(_ take: Take) throws -> Pacing {
    // A program that is killed before the first frame leaves no audio, or a file without a header.
    if take.frames == 0, let rate = try? SampleRate(hertz: take.device.sampleRate) {
      var nothing = SpeechAnalyzer(sampleRate: rate)
      return nothing.finish()
    }
    return try FileAnalysis(take: audioPath(of: take), gaps: take.gaps).run { share in
      console.progress("Measuring \(Figures.percent(share))")
    }
  }

  private func tellingTrouble(_ work: () throws -> Void) {
    do { try work() } catch { console.note("aloud: " + ErrorText.sentence(error)) }
  }
}
