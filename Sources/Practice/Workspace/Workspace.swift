import Foundation
public import Recording
public import Rehearsal
import Synchronization
import Tracker

/// One person's rehearsals: their takes, the index of them, their packs. It has no screen and no words for a
/// particular shell: news is told as `Notice` values.
///
/// Opening reads only the takes that were cut off. The index is opened at its first use, and a take that was
/// never measured is measured when it is shown.
public struct Workspace: Sendable {
  /// Clock, zone, chance and paths.
  public let environment: Environment
  /// The takes.
  public let library: TakeLibrary
  let indexInUse: IndexInUse
  let cutOff: CutOffTakes
  let tell: @Sendable (Notice) -> Void
  let progress: @Sendable (Progress) -> Void

  /// Opens the takes, and repairs those that were cut off.
  /// - Parameters:
  ///   - environment: the world.
  ///   - recordingFirst: true if nothing shall be repaired before a recording runs, because a large file takes long:
  ///     the attempt does it meanwhile. Until then a take that was cut off is not listed.
  ///   - progress: told about work that takes longer than a moment.
  ///   - tell: told all news, from any thread.
  /// - Throws: `TakeLibraryError` if the folder of takes cannot be used. Trouble with the index never stops
  ///   anything: it is told, and a temporary index takes its place.
  public init(
    in environment: Environment, recordingFirst: Bool = false,
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    tell: @escaping @Sendable (Notice) -> Void
  ) throws(TakeLibraryError) {
    self.environment = environment
    self.progress = progress
    self.tell = tell
    library = try TakeLibrary(at: environment.paths.takes.path)
    indexInUse = IndexInUse(at: environment.paths.index.path)
    cutOff = CutOffTakes()
    if !recordingFirst || !library.knowsCutOff { try recover() }
  }

  private init(_ other: Workspace, tell: @escaping @Sendable (Notice) -> Void) {
    environment = other.environment
    library = other.library
    indexInUse = other.indexInUse
    cutOff = other.cutOff
    progress = other.progress
    self.tell = tell
  }

  /// The same workspace, with its news told elsewhere.
  func telling(_ tell: @escaping @Sendable (Notice) -> Void) -> Workspace { Workspace(self, tell: tell) }

  /// Work that may fail without stopping anything.
  func tellingTrouble(_ work: () throws -> Void) {
    do { try work() } catch { tell(.trouble(error)) }
  }

  // MARK: Prompts

  /// All prompts of this person.
  public var catalog: PromptCatalog { environment.paths.catalog(tell: tell) }

  /// The prompt that `name` means, even if it is no longer in any pack but has takes.
  /// - Throws: `UnknownPrompt`; `NoPrompts` if there is no pack.
  public func promptKey(named name: String) throws -> PromptKey {
    do {
      let entry = try environment.paths.prompts(tell: tell).entry(named: name)
      return PromptKey(pack: entry.pack.id, id: entry.prompt.id)
    } catch {
      if let error = error as? UnknownPrompt, error.ambiguous { throw error }
      let spoken = try answer { try $0.latestOfEachPrompt() }
      guard let known = try Self.known(name, among: spoken) else { throw error }
      return known
    }
  }

  private static func known(_ name: String, among spoken: [TakeSummary]) throws -> PromptKey? {
    let wanted = name.lowercased()
    let ids = spoken.map(\.prompt).filter {
      $0.id.lowercased() == wanted || "\($0.pack)/\($0.id)".lowercased() == wanted
    }
    // Questions of one's own have one id and many titles.
    let titled = spoken.filter { !$0.prompt.pack.isEmpty && $0.title.lowercased() == wanted }.map(\.prompt)
    let found = ids.isEmpty ? titled : ids
    guard found.count > 1 else { return found.first }
    throw UnknownPrompt(
      name: name, suggestions: found.map { "\($0.pack)/\($0.id)" }, ambiguous: true, byTitle: ids.isEmpty)
  }

  /// What to practise next, from the pack of the last take, or else the first pack. A take that is not measured yet
  /// counts as one that broke no rule, so that this need not wait for measuring.
  /// - Throws: `NoPrompts`.
  public func next() throws -> (entry: PromptCatalog.Entry, reason: NextPrompt.Reason) {
    let latest = try answer { try $0.latestOfEachPrompt() }
    let packs = packs(around: latest.first?.prompt.pack)
    let recent = latest.first.flatMap { take in packs.first { $0.id == take.prompt.pack } }
    let nothing = NoPrompts(folders: environment.paths.searchedFolders.map(\.path))
    guard let pack = recent ?? packs.first else { throw nothing }
    let assessed = try assessed(latest.filter { $0.prompt.pack == pack.id }, measured)
    guard let next = NextPrompt(of: pack, latest: assessed, last: latest.first?.prompt) else { throw nothing }
    return (PromptCatalog.Entry(pack: pack, prompt: next.prompt), next.reason)
  }

  /// The question that should be practised next.
  /// - Throws: `NoPrompts`.
  public func nextQuestion(target: Target? = nil) throws -> Question {
    Question(try next().entry, target: target)
  }
}

/// Whether the takes that were cut off have been repaired since the program started.
final class CutOffTakes: Sendable {
  private let isDone = Atomic<Bool>(false)

  var areRepaired: Bool {
    get { isDone.load(ordering: .acquiring) }
    set { isDone.store(newValue, ordering: .releasing) }
  }
}
