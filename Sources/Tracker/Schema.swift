import GRDB

/// The tables, by version. A version that has been released never changes; a new one is added below it,
/// together with a fixture of the old one in Tests/TrackerTests/Fixtures.
enum Schema {
  /// Marks a file as ours in its header ("ALOU"), so that a stranger's database is never migrated.
  static let applicationID: Int32 = 0x414C_4F55

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      // STRICT: a value of the wrong type is an error when it is written, and damage that
      // `PRAGMA integrity_check` finds.
      try db.execute(
        sql: """
          CREATE TABLE take (
            id TEXT NOT NULL PRIMARY KEY,
            place INTEGER NOT NULL,
            state TEXT NOT NULL,
            pack TEXT NOT NULL COLLATE NOCASE,
            prompt TEXT NOT NULL COLLATE NOCASE,
            title TEXT NOT NULL,
            recordedAt TEXT NOT NULL,
            targetMin REAL NOT NULL,
            targetGoal REAL NOT NULL,
            targetMax REAL NOT NULL,
            sidecar TEXT NOT NULL
          ) STRICT;
          CREATE INDEX takeByPlace ON take (place, id);
          CREATE INDEX takeByPrompt ON take (prompt, pack, place, id);

          CREATE TABLE analysis (
            take TEXT NOT NULL PRIMARY KEY REFERENCES take (id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            length REAL,
            pauseRate REAL,
            articulationRate REAL,
            flags TEXT NOT NULL,
            pacing TEXT NOT NULL
          ) STRICT;

          PRAGMA application_id = \(applicationID);
          """)
    }
    return migrator
  }

  /// - Throws: `SQLITE_ERROR` when a table or a column of the current version is missing.
  static func compileQueries(_ db: Database) throws {
    _ = try db.makeStatement(sql: StoredTake.insertion)
    _ = try db.makeStatement(sql: StoredAnalysis.insertion)
    _ = try db.makeStatement(sql: SummaryRow.selection)
  }
}
