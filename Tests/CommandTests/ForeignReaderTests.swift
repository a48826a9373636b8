import Foundation
import Testing

/// The exports of `analyze`, read by what people will read them with, against what `--json` says of the same file.
@Suite struct ForeignReaderTests {
  private let home: Home
  private let sound: String

  init() throws {
    home = try Home()
    sound = try home.write(WAV.data(Speech.answer().samples), to: "answer, \"one\".wav")
  }

  private func exported(_ format: String) throws -> String {
    let result = try home.run(Products.aloud, ["analyze", "--export", format, sound])
    #expect(result.code == 0, "\(result.errors)")
    return try home.write(result.output, to: "exported")
  }

  /// What a Python script prints of the exported file and of the analysis as JSON, in that order; nothing is what it should
  /// print when the two agree.
  private func differences(_ script: String, _ format: String) throws -> String {
    let json = try home.run(Products.aloud, ["analyze", "--json", sound])
    let path = try home.write(json.output, to: "analysis.json")
    let result = try home.run("python3", ["-c", script, try exported(format), path])
    return result.code == 0 ? result.output : result.errors
  }

  private static let hasPraat = (try? Home().run("python3", ["-c", "import parselmouth"]).code) == 0
  private static let hasPython = (try? Home().run("python3", ["-c", "import json"]).code) == 0

  private static let asPraat = """
    import json, sys, parselmouth
    from parselmouth.praat import call
    grid, said = parselmouth.read(sys.argv[1]), json.load(open(sys.argv[2]))
    def near(one, other): return len(one) == len(other) and all(abs(a - b) < 0.001 for x, y in zip(one, other) for a, b in zip(x, y))
    names = {call(grid, "Get tier name", i): i for i in range(1, int(call(grid, "Get number of tiers")) + 1)}
    if abs(call(grid, "Get total duration") - said["duration"]) > 0.001: print("duration")
    def spans(tier, text):
        count = int(call(grid, "Get number of intervals", tier))
        return [[call(grid, "Get start time of interval", tier, i), call(grid, "Get end time of interval", tier, i)]
                for i in range(1, count + 1) if text(call(grid, "Get label of interval", tier, i))]
    if not near(spans(names["activity"], lambda t: t == "sounding"), said["speech"]): print("speech")
    if not near(spans(names["pauses"], lambda t: t in ("brief", "medium", "long", "deadAir", "dead air")), [[p["start"], p["end"]] for p in said["pauses"]]): print("pauses")
    if int(call(grid, "Get number of points", names["syllables"])) != said["syllables"]["count"]: print("syllables")
    if len(said["pauses"]) < 1: print("the answer has no pause to compare")
    """

  @Test(.enabled(if: hasPraat, "there is no python3 with praat-parselmouth"))
  func `Praat opens the TextGrid and finds the intervals of the analysis in it`() throws {
    #expect(try differences(Self.asPraat, "textgrid") == "")
  }

  // ELAN and spreadsheets take such a table too; ELAN is told which column is which when it imports.
  private static let asTable = """
    import csv, json, sys
    said = json.load(open(sys.argv[2]))
    rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
    if {len(r) for r in rows} != {5} or None in rows[0]: print("columns")
    for tier, spans in (("activity", said["speech"]), ("pauses", [[p["start"], p["end"]] for p in said["pauses"]])):
        found = [[float(r["start"]), float(r["end"])] for r in rows if r["tier"] == tier and r["text"] not in ("lost", "silent")]
        if len(found) != len(spans) or any(abs(a - b) > 0.001 for x, y in zip(found, spans) for a, b in zip(x, y)): print(tier)
    """

  @Test(.enabled(if: hasPython, "there is no python3"))
  func `a CSV reader that is not ours finds the intervals of the analysis in the table`() throws {
    #expect(try differences(Self.asTable, "csv") == "")
  }

  // Audacity manual, "Importing and Exporting Labels": start, tab, end, tab, text; a line that begins with a backslash
  // would be the frequencies of the label before it.
  private static let asLabels = """
    import json, re, sys
    said = json.load(open(sys.argv[2]))
    lines = open(sys.argv[1], encoding="utf-8").read().split("\\n")
    if lines.pop() != "": print("no line feed at the end")
    labels = [re.fullmatch(r"(\\d+\\.\\d+)\\t(\\d+\\.\\d+)\\t([^\\t\\\\\\\\][^\\t]*)", line) for line in lines]
    if not all(labels): print("grammar")
    found = [[float(l[1]), float(l[2])] for l in labels if l and l[3].startswith("pauses: ")]
    spans = [[p["start"], p["end"]] for p in said["pauses"]]
    if len(found) != len(spans) or any(abs(a - b) > 0.001 for x, y in zip(found, spans) for a, b in zip(x, y)): print("pauses")
    if any(float(l[1]) > float(l[2]) for l in labels if l): print("backwards")
    """

  @Test(.enabled(if: hasPython, "there is no python3"))
  func `the labels follow Audacity's grammar and say the pauses of the analysis`() throws {
    #expect(try differences(Self.asLabels, "labels") == "")
  }
}
