import Practice
import Report

extension Workspace {
  /// The workspace of this process, with its news told on the console.
  static func open(on console: Console, recordingFirst: Bool = false) throws -> Workspace {
    try Workspace(
      in: Environment(paths: try Paths.standard), recordingFirst: recordingFirst,
      progress: { ProgressText.show($0, on: console) },
      tell: { console.tell($0) })
  }
}

extension Console {
  /// Shows a notice as a line on standard error.
  func tell(_ notice: Notice) {
    progress("")
    note(NoticeText.line(notice))
  }
}

/// Progress as one line, redrawn in place.
enum ProgressText {
  /// Measuring this many takes or fewer is quicker than reading about it.
  private static let fewest = 5
  /// Migrating an index of this many takes or fewer is also quicker than reading about it.
  private static let fewestMigrated = 1000

  static func show(_ progress: Progress, on console: Console) {
    switch progress {
    case .measuring(let share): console.progress("Measuring \(Figures.percent(share))")
    case .measuringTake(let number, let count):
      if count > fewest { console.progress("Measuring take \(number) of \(count)") }
    case .migrating(let takes):
      if takes > fewestMigrated { console.progress("Bringing the index of \(takes) takes up to date") }
    case .done: console.progress("")
    }
  }
}
