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
  /// - Throws: `UnknownPrompt`.
  public func promptKey(named name: String) throws -> PromptKey {
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

  /// What to practise next, from the pack of the last take, or else the first pack; `nil` without any prompt.
  /// A take that is not measured yet counts as one that broke no rule, so that this need not wait for
  /// measuring.
  public func next() throws -> (entry: PromptCatalog.Entry, reason: NextPrompt.Reason)? {
    let latest = try answer { try $0.latestOfEachPrompt() }
    let packs = packs(around: latest.first?.prompt.pack)
    let recent = latest.first.flatMap { take in packs.first { $0.id == take.prompt.pack } }
    guard let pack = recent ?? packs.first else { return nil }
    let assessed = try answer { try $0.assessed(latest.filter { $0.prompt.pack == pack.id }) }
    guard let next = NextPrompt(of: pack, latest: assessed, last: latest.first?.prompt) else { return nil }
    return (PromptCatalog.Entry(pack: pack, prompt: next.prompt), next.reason)
  }

  /// The question that should be practised next.
  /// - Throws: `NoPrompts`.
  public func nextQuestion(target: Target? = nil) throws -> Question {
    guard let next = try next() else {
      throw NoPrompts(folders: environment.paths.packFolders.map(\.path))
    }
    return Question(next.entry, target: target)
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

/// No pack could be used.
public struct NoPrompts: Error {
  /// Where packs were looked for.
  public let folders: [String]
}
