-- The index as version 1 wrote it (sqlite3 .dump), with one take. Never edit this file: it stands for the
-- files that people have.
PRAGMA application_id = 1095520085;
PRAGMA user_version = 1;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('v1');
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
INSERT INTO take VALUES('20261122-160000-aaaa',1795363200000,'finished','tpm','SC1','Engineering and product disagreed','2026-11-22T21:30:00.000+05:30',60.0,105.0,150.0,'{"clockDriftPPM":-12.5,"covered":[1],"device":{"bufferSize":48000,"channels":1,"name":"plughw:CARD=USB","periodSize":960,"sampleFormat":"S16_LE","sampleRate":48000},"ending":"key","format":1,"frames":4800000,"gaps":[{"cause":"overrun","length":4800,"position":480000}],"id":"20261122-160000-aaaa","note":"slower ‮ ☕","prompt":{"covers":["evidence","alternatives"],"id":"SC1","kind":"behavioral","pack":"tpm","text":"Tell me … \"why\"?\n''; --","title":"Engineering and product disagreed"},"recordedAt":"2026-11-22T21:30:00.000+05:30","state":"finished","target":{"goal":105,"max":150,"min":60},"targetSource":"pack"}');
CREATE TABLE analysis (
  take TEXT NOT NULL PRIMARY KEY REFERENCES take (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  length REAL,
  pauseRate REAL,
  articulationRate REAL,
  flags TEXT NOT NULL,
  pacing TEXT NOT NULL
) STRICT;
INSERT INTO analysis VALUES('20261122-160000-aaaa',1,97.549999999999997156,0.61570035915854282038,0.020757654385054488677,'["R3"]','{"duration":100,"filledPauses":[{"confidence":0.625,"interval":{"end":3.4,"start":3.1}}],"gaps":[{"end":10.1,"start":10}],"level":{"clippedRuns":0,"difference":39,"noiseDBFS":-60,"peakDBFS":-3.5,"speechDBFS":-21},"nuclei":[0.8,0.99],"settings":{"deadAir":2.5,"longPause":1,"mediumPause":0.5,"pauseThreshold":0.25},"speech":[{"end":40.1,"start":0.7},{"end":98.25,"start":41.3}]}');
CREATE INDEX takeByPlace ON take (place, id);
CREATE INDEX takeByPrompt ON take (prompt, pack, place, id);
