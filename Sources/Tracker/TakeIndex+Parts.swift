import GRDB
public import Rehearsal

/// Which takes are parts of one answer. The takes say it (`PartLink`); the table keeps for each row the answer that it
/// belongs to (`head`, the first part that is there), its number in it (`seat`), how many parts the answer has (`parts`),
/// and whether it is the newest of them: its place is that of the answer. All four are computed anew, from what the
/// takes say, in each transaction that could change them, so it does not matter in which order parts come and go.
extension TakeIndex {
  /// What the index knows of the parts of the answer that a take belongs to, in their order; empty if it does not know
  /// the take.
  /// - Throws: as `takes(of:last:)`.
  public func parts(of id: TakeID) throws(TrackerError) -> [PartLink] {
    try read { db in
      let sql = """
        SELECT \(PartRow.columns) FROM take
        WHERE id = ?1 OR (parts > 1 AND head = (SELECT head FROM take WHERE id = ?1)) ORDER BY seat, id
        """
      return try PartRow.fetchAll(db, sql: sql, arguments: [id.description]).map(\.link)
    }
  }

  /// Rows that are, or were, parts of an answer in several takes; the words of the index on them.
  static let inParts = "(continues IS NOT NULL OR parts > 1)"

  /// The prompts whose answers may change when this take does.
  static func prompts(around id: TakeID, _ db: Database) throws -> [PromptKey] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT prompt, pack FROM take WHERE id = ?1 UNION SELECT prompt, pack FROM take WHERE continues = ?1
          UNION SELECT prompt, pack FROM take WHERE answer = ?1
          """), arguments: [id.description]
    ).map {
      PromptKey(pack: try $0.decode(String.self, atIndex: 1), id: try $0.decode(String.self, atIndex: 0))
    }
  }

  /// Groups the parts of all answers, or of those to these prompts.
  static func group(_ db: Database, promptsOnly prompts: [PromptKey]? = nil) throws {
    guard let prompts else { return try group(db, PartRow.fetchAll(db, sql: PartRow.selection)) }
    let rows = try Set(prompts).flatMap { prompt in
      try PartRow.fetchAll(
        db.cachedStatement(sql: PartRow.selection + " AND prompt = ? AND pack = ?"),
        arguments: [prompt.id, prompt.pack])
    }
    if !rows.isEmpty { try group(db, rows) }
  }

  private static func group(_ db: Database, _ rows: [PartRow]) throws {
    var known: [TakeID: PartRow] = [:]
    var heads: Set<TakeID> = []
    var waiting = rows
    while let row = waiting.popLast() {
      guard known.updateValue(row, forKey: row.link.id) == nil else { continue }
      var others = try linked(to: row, db)
      if let group = row.group, group.parts > 1, heads.insert(group.head).inserted {
        others += try PartRow.all(db, where: "parts > 1 AND head = ?1", group.head)
      }
      waiting += others.filter { known[$0.link.id] == nil }
    }
    for chain in PartChain.chains(of: known.values.map(\.link)) {
      let seats = chain.seats
      let newest = seats.compactMap { known[$0.id] }.max { ($0.place, $0.link.id) < ($1.place, $1.link.id) }
      for seat in seats {
        let group = PartRow.Group(
          head: seats[0].id, seat: seat.number, parts: seats.count, isNewest: seat.id == newest?.link.id)
        guard known[seat.id]?.group != group else { continue }
        try db.cachedStatement(
          sql: "UPDATE take SET head = ?, seat = ?, parts = ?, isNewest = ? WHERE id = ?"
        ).execute(
          arguments: [group.head.description, group.seat, group.parts, group.isNewest, seat.id.description])
      }
    }
  }
}

extension TakeIndex {
  /// The rows that `row` names and those that name it, if they can be parts of one answer: a take whose sidecar was lost may
  /// have another prompt.
  private static func linked(to row: PartRow, _ db: Database) throws -> [PartRow] {
    let (link, id) = (row.link, row.link.id)
    var found = try PartRow.all(db, where: "continues = ?1", id) + PartRow.all(db, where: "answer = ?1", id)
    for named in [link.continues, link.first].compactMap(\.self) {
      found += try PartRow.all(db, where: "id = ?1", named)
    }
    if let missing = link.continues, link.first == nil, !found.contains(where: { $0.link.id == missing }) {
      // The last take of the same prompt before the part that is missing: see `PartChain`.
      let isBefore = """
        id < ?1 AND (prompt, pack) = (SELECT prompt, pack FROM take WHERE id = ?2) ORDER BY id DESC LIMIT 1
        """
      found += try PartRow.all(db, where: isBefore, missing, id)
    }
    return found.filter { $0.link.agrees(with: link) }
  }
}

/// What a row says about the place of its take in an answer.
struct PartRow: FetchableRecord {
  let link: PartLink
  let place: Int64
  let group: Group?

  /// The answer that a row belongs to, and how.
  struct Group: Equatable {
    let head: TakeID
    let seat, parts: Int
    let isNewest: Bool
  }

  static let columns = "id, continues, answer, part, pack, prompt, title, place, head, seat, parts, isNewest"
  static let selection = "SELECT \(columns) FROM take WHERE \(TakeIndex.inParts)"

  static func all(_ db: Database, where condition: String, _ ids: TakeID...) throws -> [PartRow] {
    try fetchAll(
      db.cachedStatement(sql: "SELECT \(columns) FROM take WHERE \(condition)"),
      arguments: StatementArguments(ids.map(\.description)))
  }

  init(row: Row) throws {
    func id(_ index: Int) throws -> TakeID? {
      try row.decode(String?.self, atIndex: index).flatMap { TakeID($0) }
    }
    link = PartLink(
      id: try TakeIndex.id(try row.decode(String.self, atIndex: 0)), continues: try id(1), first: try id(2),
      number: try row.decode(Int?.self, atIndex: 3),
      prompt: PromptKey(
        pack: try row.decode(String.self, atIndex: 4), id: try row.decode(String.self, atIndex: 5)),
      title: try row.decode(String.self, atIndex: 6))
    place = try row.decode(Int64.self, atIndex: 7)
    let (seat, parts) = (try row.decode(Int.self, atIndex: 9), try row.decode(Int.self, atIndex: 10))
    let isNewest = try row.decode(Bool.self, atIndex: 11)
    group = try id(8).map { Group(head: $0, seat: seat, parts: parts, isNewest: isNewest) }
  }
}
