import Foundation
import Testing

/// What a recorder inherits from whoever started it: signals that are ignored, and limits.
@Suite struct InheritedTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true \(home.diary)"])
  }

  /// Starts aloud from a shell that has prepared something.
  private func start(after preparation: String, _ arguments: String = "--seconds 60") throws -> Command {
    // Whoever runs the tests may ignore SIGXFSZ, as Python does.
    let aloud = "env --default-signal=XFSZ '\(Products.aloud)' record PE1 --device mic --json \(arguments)"
    return try home.start("bash", ["-c", "\(preparation); exec \(aloud)"])
  }

  private func ending() throws -> String? {
    let id = try #require(try home.takeIDs().first)
    return try JSON(contentsOf: home.takes.appending(path: "\(id)/take.json"))["ending"].text
  }

  @Test(arguments: [("INT", SIGINT), ("HUP", SIGHUP), ("QUIT", SIGQUIT)])
  func `A signal that was ignored stays ignored, and another still ends it`(name: String, signal: Int32)
    throws
  {
    let recorder = try start(after: "trap '' \(name)")
    try #require(recorder.says("0:00"))
    let before = try home.spoken(atLeast: 0.2)
    recorder.send(signal)
    let after = try home.spoken(atLeast: Double(before) / Double(Room.rate) + 0.7)
    recorder.send(SIGTERM)
    #expect(recorder.result().code == 128 + SIGTERM)
    #expect(try ending() == "signal")
    let id = try #require(try home.takeIDs().first)
    #expect(try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav")).count >= after)
  }

  @Test func `A limit on the size of files is told before anybody speaks, and a shorter answer fits`() throws
  {
    let refused = try start(after: "ulimit -f 2000").result()
    #expect(refused.code == 1)
    #expect(
      refused.errors
        == "aloud: programs may write files of 2000 KiB here, and the longest answer needs 5629 KiB; "
        + "raise that limit (ulimit -f), or give --seconds.\n")
    #expect(try home.takeIDs().isEmpty)
    let fits = try start(after: "ulimit -f 2000", "--seconds 1").result()
    #expect(fits.code == 3, "\(fits)")
    #expect(try ending() == "limit")
  }

  @Test func `A limit on open files is raised as far as it goes, and told if that is too little`() throws {
    let raised = try start(after: "ulimit -Sn 24", "--seconds 1").result()
    #expect(raised.code == 3, "\(raised)")
    let refused = try start(after: "ulimit -n 40").result()
    #expect(refused.code == 1)
    #expect(
      refused.errors
        == "aloud: programs may open 40 files here, and a recording needs 64; raise that limit (ulimit -n).\n"
    )
    #expect(try home.takeIDs().count == 1)
  }

  @Test func `A stack that is too small is told before anybody speaks`() throws {
    let refused = try start(after: "ulimit -s 128").result()
    #expect(refused.code == 1)
    let words = "aloud: programs have a stack of 128 KiB here, and a recording needs 256 KiB;"
    #expect(refused.errors.hasPrefix(words), "\(refused)")
    #expect(try home.takeIDs().isEmpty)
  }

  @Test func `A limit that comes while somebody speaks ends the take, which is saved, with the true reason`()
    throws
  {
    let recorder = try start(after: "true")
    try #require(recorder.says("0:00"))
    _ = try home.spoken(atLeast: 0.2)
    try home.run("prlimit", ["--pid", "\(recorder.pid)", "--fsize=\(100 * 1024)"])
    let result = recorder.result()
    #expect(result.code == 1, "\(result)")
    #expect(result.errors.contains("File too large"))
    #expect(!result.errors.contains("disk is full"))
    #expect(try ending() == "writeFailed")
    let id = try #require(try home.takeIDs().first)
    let samples = try WAV.samples(of: home.takes.appending(path: "\(id)/take.wav"))
    #expect(samples.count > 30_000)
    let heard = Room.noise(seconds: 4)
    #expect(samples.indices.allSatisfy { samples[$0] == heard[$0 % heard.count] })
  }
}
