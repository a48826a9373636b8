-- The index as version 2 wrote it (sqlite3 .dump), with one take. Never edit this file: it stands for the
-- files that people have.
PRAGMA application_id = 1095520085;
PRAGMA user_version = 1;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('v1');
INSERT INTO grdb_migrations VALUES('v2');
INSERT INTO grdb_migrations VALUES('v3');
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
, continues TEXT, answer TEXT, part INTEGER, isRead INTEGER NOT NULL DEFAULT 0, head TEXT, seat INTEGER NOT NULL DEFAULT 1, parts INTEGER NOT NULL DEFAULT 1, isNewest INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO take VALUES('20261122-160000-aaaa',1795363200000,'finished','tpm','SC1','Engineering and product disagreed','2026-11-22T21:30:00.000+05:30',60.0,105.0,150.0,4800000,'[{"cause":"overrun","length":4800,"position":480000}]',5,97.55,96.35,0.6157003591585428,0.02075765438505449,NULL,NULL,NULL,1,'20261122-160000-aaaa',1,1,1);
CREATE TABLE pacing (
  take TEXT NOT NULL PRIMARY KEY REFERENCES take (id) ON DELETE CASCADE,
  json TEXT NOT NULL
) STRICT;
INSERT INTO pacing VALUES('20261122-160000-aaaa','{"duration":100,"filledPauses":[{"confidence":0.625,"interval":{"end":3.4,"start":3.1}}],"gaps":[{"end":10.1,"start":10}],"level":{"clippedRuns":0,"difference":39,"noiseDBFS":-60,"peakDBFS":-3.5,"speechDBFS":-21},"nuclei":[0.8,0.99],"settings":{"deadAir":2.5,"longPause":1,"mediumPause":0.5,"pauseThreshold":0.25},"speech":[{"end":40.1,"start":0.7},{"end":98.25,"start":41.3}],"voice":{}}');
CREATE TABLE folder (stamp TEXT NOT NULL) STRICT;
INSERT INTO folder VALUES('2 2049 131 3 1795363200 250000000');
CREATE INDEX takeByPlace ON take (place, id, state, analysis, isNewest);
CREATE INDEX takeByPrompt ON take (prompt, pack, place, id, state, isNewest);
CREATE INDEX takeInParts ON take (prompt, pack) WHERE (continues IS NOT NULL OR parts > 1);
CREATE INDEX takeByHead ON take (head) WHERE parts > 1;
CREATE INDEX takeByContinues ON take (continues) WHERE continues IS NOT NULL;
CREATE INDEX takeByAnswer ON take (answer) WHERE answer IS NOT NULL;
