import Foundation
import Testing

/// The index can be damaged or deleted at any time: the takes are the truth.
@Suite struct IndexTests {
  private let home: Home
  private let before: String

  init() throws {
    home = try Home.used()
    before = try home.aloud("takes", "--json").output
  }

  @Test func `A damaged index is moved aside, and made anew from the takes`() throws {
    try Data("This is no database, it only says so.".utf8).write(to: home.index)
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.index.path + end) }
    let result = try home.aloud("takes", "--json")
    #expect(result.code == 0)
    #expect(result.errors.contains("aloud: the index was damaged; it is now"))
    #expect(result.output == before)
    let kept = try FileManager.default.contentsOfDirectory(atPath: home.data.path)
    #expect(kept.contains { $0.hasPrefix("aloud.sqlite.") && $0 != "aloud.sqlite-wal" }, "\(kept)")
    #expect(try home.aloud("takes", "--json").errors.isEmpty)
  }

  @Test(arguments: ["recordedAt = 'never'", "state = 'lost'", "state = 'recording'"])
  func `Damage that shows only in an answer is mended as well`(change: String) throws {
    try home.run("sqlite3", [home.index.path, "UPDATE take SET \(change)"])
    let result = try home.aloud("takes", "--json")
    #expect(result.code == 0, "\(result)")
    #expect(result.output == before)
    let isTold = result.errors.contains("aloud: the index was damaged; it is now")
    #expect(isTold || result.errors.isEmpty, "\(result)")
    #expect(try home.aloud("takes", "--json").errors.isEmpty)
  }

  @Test func `A deleted index comes back by itself`() throws {
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.index.path + end) }
    let result = try home.aloud("takes", "--json")
    #expect(result.output == before)
    #expect(result.errors.isEmpty)
  }

  @Test func `Where the index cannot be, everything goes on without it`() throws {
    try FileManager.default.removeItem(at: home.index)
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.index.path + end) }
    try FileManager.default.createDirectory(at: home.index, withIntermediateDirectories: true)
    let result = try home.aloud("takes", "--json")
    #expect(result.code == 0)
    #expect(result.output == before)
    #expect(result.errors.contains("Going on without it."))
  }

  @Test func `Where neither the index nor a temporary folder can be, a recording goes on without them`()
    throws
  {
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.index.path + end) }
    try FileManager.default.createDirectory(at: home.index, withIntermediateDirectories: true)
    home.environment["TMPDIR"] = "/nowhere/at/all"
    let result = try home.aloud("record", "PE2", "--device", "mic", "--seconds", "1", "--json")
    #expect(result.code == 3, "\(result)")
    #expect(result.errors.contains("Going on without it."))
    #expect(try result.json().first?["take"]["state"].text == "finished")
    #expect(try home.aloud("takes", "--json").json().count == 4)
  }

  @Test func `Asked to, it makes the index anew and says how many takes there are`() throws {
    let result = try home.aloud("recover", "--rebuild")
    #expect(result.code == 0)
    #expect(result.output == "3 takes in \(home.takes.path), index rebuilt\n")
    #expect(try home.aloud("takes", "--json").output == before)
    #expect(try home.aloud("recover").output == "3 takes in \(home.takes.path)\n")
  }

  @Test func `A take whose folder was deleted is gone from the list`() throws {
    let id = try home.takeIDs()[1]
    try FileManager.default.removeItem(at: home.takes.appending(path: id))
    #expect(try home.aloud("takes", "--json").json().map { $0["id"].text }.contains(id) == false)
    #expect(try home.aloud("takes").lines.count == 2)
  }

  @Test func `A sidecar that is garbage costs its words, not the take`() throws {
    let id = try home.takeIDs()[1]
    try Data("{".utf8).write(to: home.takes.appending(path: "\(id)/take.json"))
    let result = try home.aloud("review", id, "--json")
    #expect(result.code == 0)
    #expect(result.errors.contains("Recovered: "))
    #expect(try result.json().first?["take"]["id"].text == id)
    #expect(try home.aloud("takes", "--json").json().count == 3)
    let folder = try FileManager.default.contentsOfDirectory(atPath: home.takes.appending(path: id).path)
    #expect(folder.contains("take.json.damaged"), "nothing is thrown away: \(folder)")
  }
}
