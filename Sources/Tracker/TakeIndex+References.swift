import GRDB
public import Rehearsal

extension TakeIndex {
  /// The one take that `text` names; see `TakeReference` for what it may be. A take that is still being
  /// recorded is found only by its id.
  /// - Throws: `UnresolvedReference` when it names none or several; `TrackerError` as `takes(matching:)`.
  public func id(named text: String) throws -> TakeID {
    func unresolved(_ reason: UnresolvedReference.Reason) -> UnresolvedReference {
      UnresolvedReference(text: text, reason: reason)
    }
    guard let reference = TakeReference(text) else { throw unresolved(.malformed) }
    let ended = "state <> '\(Take.State.recording.rawValue)'"
    switch reference {
    case .last(let back):
      let found = try ids(where: ended, order: "place DESC, id DESC LIMIT 1 OFFSET \(back)")
      guard let id = found.first else { throw unresolved(.none(count: try ids(where: ended).count)) }
      return id
    case .idPrefix(let prefix):
      let found = try ids(where: "substr(id, 1, ?) = ?", [prefix.utf8.count, prefix])
      guard let first = found.first else { throw unresolved(.none(count: try ids().count)) }
      guard found.count == 1 else { throw unresolved(.ambiguous(found)) }
      return first
    case .ofPrompt(let pack, let id, let number):
      let packs = try self.packs(ofPrompt: id).filter {
        pack == nil || $0.lowercased() == pack?.lowercased()
      }
      let takes = try packs.map { try ids(where: "\(ended) AND prompt = ? AND pack = ?", [id, $0]) }
      let found = takes.filter { $0.count >= number }.map { $0[number - 1] }
      guard let first = found.first else {
        throw unresolved(.none(count: takes.map(\.count).max() ?? 0))
      }
      guard found.count == 1 else { throw unresolved(.ambiguous(found.sorted())) }
      return first
    }
  }

  /// Packs that have a prompt of this id with takes, without case.
  private func packs(ofPrompt id: String) throws(TrackerError) -> [String] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT DISTINCT pack FROM take WHERE prompt = ? ORDER BY pack", arguments: [id])
    }
  }
}
