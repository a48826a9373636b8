import GRDB
public import Rehearsal

extension TakeIndex {
  /// The one answer that `text` names, by its first part; see `TakeReference` for what it may be. The id of any part names
  /// the answer.
  /// - Throws: `UnresolvedReference` when it names none or several; `TrackerError` as `takes(of:last:)`.
  public func id(named text: String) throws -> TakeID {
    func unresolved(_ reason: UnresolvedReference.Reason) -> UnresolvedReference {
      UnresolvedReference(text: text, reason: reason)
    }
    guard let reference = TakeReference(text) else { throw unresolved(.malformed) }
    let found = try read { db in try Self.candidates(db, reference) }
    guard let id = found.ids.first else { throw unresolved(.none(count: found.count)) }
    guard found.ids.count == 1 else { throw unresolved(.ambiguous(found.ids)) }
    return id
  }

  /// The takes that `reference` may mean, oldest first; if there are none, how many takes there are to count
  /// from.
  private static func candidates(_ db: Database, _ reference: TakeReference) throws -> (
    ids: [TakeID], count: Int
  ) {
    switch reference {
    case .last(let back):
      let ids = try heads(db, where: "\(isAnswer) ORDER BY place DESC, id DESC LIMIT 1 OFFSET ?", [back])
      return (ids, ids.isEmpty ? try count(db, where: isAnswer) : 0)
    case .idPrefix(let prefix):
      // "~" sorts after every character of an id.
      let ids = try heads(
        db, where: "id >= ? AND id < ? GROUP BY head ORDER BY min(id) LIMIT ?",
        [prefix, prefix + "~", UnresolvedReference.mostAmbiguous])
      return (ids, ids.isEmpty ? try count(db, where: isAnswer) : 0)
    case .ofPrompt(let pack, let prompt, let number):
      let packs = try String.fetchAll(
        db,
        sql: "SELECT DISTINCT pack FROM take WHERE prompt = ? AND (pack = ?2 OR ?2 IS NULL) ORDER BY pack",
        arguments: [prompt, pack])
      let isTake = "prompt = ? AND pack = ? AND \(isAnswer)"
      let found = try packs.flatMap {
        try heads(db, where: "\(isTake) ORDER BY place, id LIMIT 1 OFFSET ?", [prompt, $0, number - 1])
      }
      let counts = found.isEmpty ? try packs.map { try count(db, where: isTake, [prompt, $0]) } : []
      return (found.sorted(), counts.max() ?? 0)
    }
  }

  private static let isAnswer = SummaryRow.isAnswer

  /// The answers to which the rows belong.
  private static func heads(_ db: Database, where condition: String, _ arguments: StatementArguments) throws
    -> [TakeID]
  {
    try String.fetchAll(db, sql: "SELECT head FROM take WHERE \(condition)", arguments: arguments).map(
      Self.id)
  }
}
