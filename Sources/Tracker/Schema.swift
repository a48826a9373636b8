import GRDB

/// The tables, by version. A version that has been released never changes; a new one is added below it,
/// together with a fixture of the old one in Tests/TrackerTests/Fixtures.
enum Schema {
  /// Marks a file as ours in its header ("ALOU"), so that another program's database is never migrated.
  static let applicationID: Int32 = 0x414C_4F55

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      // STRICT: writing a value of the wrong type is an error, and `PRAGMA integrity_check` reports such a
      // value as damage.
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
    // Flags are no longer kept: rules are applied on reading. Nor is the sidecar, of which only the length of
    // the audio and the gaps were asked for. The measures that lists and rules ask for stand beside the take;
    // the large text of all measurements has its own table.
    migrator.registerMigration("v2") { db in
      try db.execute(
        sql: """
          DROP INDEX takeByPlace;
          DROP INDEX takeByPrompt;
          ALTER TABLE take RENAME TO oldTake;

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
            frames INTEGER NOT NULL,
            gaps TEXT NOT NULL,
            analysis INTEGER NOT NULL DEFAULT 0,
            length REAL,
            phonationTime REAL,
            pauseRate REAL,
            articulationRate REAL
          ) STRICT;
          CREATE TABLE pacing (
            take TEXT NOT NULL PRIMARY KEY REFERENCES take (id) ON DELETE CASCADE,
            json TEXT NOT NULL
          ) STRICT;
          CREATE TABLE folder (stamp TEXT NOT NULL) STRICT;

          -- Of a take without usable speech v1 kept no numbers: it is measured again. All others have a second of speech
          -- or more, so that it does not matter here that audio lost inside of it is counted.
          INSERT INTO take
            SELECT id, place, state, pack, prompt, title, recordedAt, targetMin, targetGoal, targetMax,
              coalesce(sidecar ->> '$.frames', 0), coalesce(sidecar -> '$.gaps', '[]'),
              iif(length IS NULL, 0, version), length,
              iif(length IS NULL, NULL,
                (SELECT sum((value ->> '$.end') - (value ->> '$.start')) FROM json_each(pacing, '$.speech'))),
              pauseRate, articulationRate
            FROM oldTake LEFT JOIN analysis ON analysis.take = oldTake.id;
          INSERT INTO pacing SELECT take, pacing FROM analysis WHERE length IS NOT NULL;
          DROP TABLE analysis;
          DROP TABLE oldTake;

          -- Both hold all that is asked of many rows.
          CREATE INDEX takeByPlace ON take (place, id, state, analysis);
          CREATE INDEX takeByPrompt ON take (prompt, pack, place, id, state);
          """)
    }
    // What the takes say about their part of an answer. Until their sidecars are read once more (`isRead`), each take is an
    // answer of its own.
    migrator.registerMigration("v3") { db in
      try db.execute(
        sql: """
          ALTER TABLE take ADD COLUMN continues TEXT;
          ALTER TABLE take ADD COLUMN answer TEXT;
          ALTER TABLE take ADD COLUMN part INTEGER;
          ALTER TABLE take ADD COLUMN isRead INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE take ADD COLUMN head TEXT;
          ALTER TABLE take ADD COLUMN seat INTEGER NOT NULL DEFAULT 1;
          ALTER TABLE take ADD COLUMN parts INTEGER NOT NULL DEFAULT 1;
          ALTER TABLE take ADD COLUMN isNewest INTEGER NOT NULL DEFAULT 1;
          UPDATE take SET head = id;
          DELETE FROM folder;

          DROP INDEX takeByPlace;
          DROP INDEX takeByPrompt;
          CREATE INDEX takeByPlace ON take (place, id, state, analysis, isNewest);
          CREATE INDEX takeByPrompt ON take (prompt, pack, place, id, state, isNewest);
          CREATE INDEX takeInParts ON take (prompt, pack) WHERE (continues IS NOT NULL OR parts > 1);
          CREATE INDEX takeByHead ON take (head) WHERE parts > 1;
          CREATE INDEX takeByContinues ON take (continues) WHERE continues IS NOT NULL;
          CREATE INDEX takeByAnswer ON take (answer) WHERE answer IS NOT NULL;
          """)
    }
    return migrator
  }

  /// - Throws: `SQLITE_ERROR` when a table or a column of the current version is missing.
  static func compileQueries(_ db: Database) throws {
    _ = try db.makeStatement(sql: StoredTake.insertion)
    _ = try db.makeStatement(sql: StoredTake.measuring)
    _ = try db.makeStatement(sql: StoredTake.pacingInsertion)
    _ = try db.makeStatement(sql: SummaryRow.selection)
    _ = try db.makeStatement(sql: "SELECT stamp FROM folder")
    _ = try db.makeStatement(sql: PartRow.selection)
  }
}
