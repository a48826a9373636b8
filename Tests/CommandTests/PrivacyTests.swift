import Foundation
import Testing

/// What was said belongs to the speaker: no other user reads it, no network hears of it, no link leads it elsewhere.
@Suite struct PrivacyTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true"])
    home.environment["ALOUD"] = Products.aloud
  }

  /// Everything that leaves files behind: a recording, its end by a kill, recovery, exports, an index set aside.
  private static let useOfAll = """
    "$ALOUD" record PE1 --device mic --seconds 1 --think 0
    "$ALOUD" record PE2 --device mic --seconds 60 --think 0 2> "$HOME/said" &
    until grep -q 0:00 "$HOME/said"; do sleep 0.05; done; kill -9 $!; wait $! || true
    "$ALOUD" takes; "$ALOUD" review --json; "$ALOUD" review --tick 1
    "$ALOUD" analyze --export csv --to "$HOME/exports/deep" "$XDG_DATA_HOME"/aloud/takes/*/take.wav
    printf x > "$XDG_DATA_HOME/aloud/takes/$(ls "$XDG_DATA_HOME/aloud/takes" | head -1)/take.json"
    printf 'no index' > "$XDG_DATA_HOME/aloud/aloud.sqlite"
    "$ALOUD" trends; "$ALOUD" recover --rebuild; "$ALOUD" check --device mic --seconds 1
    """

  @Test(arguments: ["000", "777"]) func `Nobody else can read anything that is left behind`(umask: String)
    throws
  {
    let script = "umask \(umask); \(Self.useOfAll); umask 077; ls -R \"$XDG_DATA_HOME\" > \"$HOME/list\""
    let result = try home.run("bash", ["-c", script])
    let list = try String(contentsOf: URL(filePath: home.file("list")), encoding: .utf8)
    for name in ["take.wav", "take.json", "take.json.damaged", "aloud.sqlite", "aloud.sqlite.corrupt-"] {
      #expect(list.contains(name), "\(list)\(result)")
    }
    for (kind, mode) in [("f", "600"), ("d", "700")] {
      let open = try home.run(
        "find", [home.file("share"), home.file("exports"), "-type", kind, "!", "-perm", mode])
      #expect(open.code == 0 && open.output == "")
    }
  }

  @Test(.enabled(if: Products.canBeTraced, "strace may not watch a process here"))
  func `Nothing that Aloud does reaches for a network`() throws {
    let traced = Self.useOfAll.replacing(
      "\"$ALOUD\"", with: "strace -f -q -e trace=network -A -o \"$HOME/trace\" \"$ALOUD\""
    )
    // Killing strace alone would let the recorder go on.
    .replacing("kill -9 $!", with: "kill -9 $(cat /proc/$!/task/$!/children)")
    _ = try home.run(
      "bash", ["-c", traced + "\n" + traced.prefix { $0 != "\"" } + "\"$HOME/trace\" \"$ALOUD\" devices"])
    let calls = try String(contentsOf: URL(filePath: home.file("trace")), encoding: .utf8)
    let sockets = calls.split(separator: "\n").filter { $0.contains("socket(") || $0.contains("connect(") }
    #expect(sockets.allSatisfy { $0.contains("AF_UNIX") }, "\(sockets)")
    #expect(calls.contains("killed by SIGKILL") && calls.contains("exited with"), "the trace is of all")
  }

  @Test func `A crash leaves no memory to anybody`() throws {
    let recorder = try home.starting("record", "PE1", "--device", "mic", "--seconds", "60", "--think", "0")
    #expect(recorder.says("0:00"))
    let limits = try String(contentsOfFile: "/proc/\(recorder.pid)/limits", encoding: .utf8)
    #expect(limits.contains(#/Max core file size +0 +0 /#))
    let filter = try String(contentsOfFile: "/proc/\(recorder.pid)/coredump_filter", encoding: .utf8)
    #expect(Int(filter.trimmingCharacters(in: .whitespacesAndNewlines), radix: 16) == 0)
    recorder.send(SIGTERM)
    #expect(recorder.result().code == 128 + SIGTERM)
  }

  /// Puts a link in place of `name` of the only take; what it leads to is somebody else's.
  private func plant(_ name: String) throws -> String {
    _ = try home.aloud("record", "PE1", "--device", "mic", "--seconds", "1", "--think", "0")
    let id = try #require(try home.takeIDs().first)
    let script = """
      cd "$XDG_DATA_HOME/aloud"; mkdir "$HOME/theirs"; target="$HOME/theirs/it"; rm -f aloud.sqlite-wal
      mv "\(name.replacing("ID", with: id))" "$target"; ln -s "$target" "\(name.replacing("ID", with: id))"
      find "$HOME/theirs" -type f -exec sha256sum {} + > "$HOME/before"
      """
    #expect(try home.run("bash", ["-euc", script]).code == 0)
    return id
  }

  private func expectUntouched() throws {
    #expect(try home.run("sha256sum", ["--check", "--quiet", home.file("before")]).code == 0)
  }

  @Test(arguments: ["takes", "takes/ID"]) func `A link in place of a folder is refused`(name: String) throws {
    _ = try plant(name)
    for command in [["takes"], ["review"], ["recover", "--rebuild"], ["play"]] {
      let result = try home.run(Products.aloud, command)
      // The list is the index's; it opens no folder of a take.
      if command == ["takes"], name == "takes/ID" { continue }
      #expect(result.errors.contains("was not made by Aloud"), "\(command) \(result)")
      #expect(command == ["takes"] || !result.output.contains("PE1"), "\(command) \(result)")
    }
    try expectUntouched()
  }

  @Test func `A link in place of the audio or the sidecar is refused`() throws {
    let id = try plant("takes/ID/take.wav")
    try FileManager.default.removeItem(at: home.index)
    let result = try home.aloud("review", id)
    #expect(result.code == 1 && result.errors.contains("take.wav\" is not a regular file"), "\(result)")
    #expect(try home.aloud("play", id).code == 1)
    try expectUntouched()
    let cleared = try home.run("bash", ["-c", "rm -r \"$HOME/theirs\" \"$XDG_DATA_HOME\""])
    #expect(cleared.code == 0)
    let other = try plant("takes/ID/take.json")
    let refused = try home.aloud("review", other)
    #expect(
      refused.code == 1 && refused.errors.contains("was not made by Aloud"), "\(refused)")
    try expectUntouched()
  }

  @Test(arguments: ["aloud.sqlite", "aloud.sqlite-wal"])
  func `A link in place of the index is left alone, and the takes are shown without it`(name: String) throws {
    _ = try plant("aloud.sqlite")
    if name != "aloud.sqlite" {
      let script = "cd \"$XDG_DATA_HOME/aloud\"; rm aloud.sqlite; ln -s \"$HOME/theirs/it\" \(name)"
      #expect(try home.run("bash", ["-euc", script]).code == 0)
    }
    let result = try home.aloud("takes")
    #expect(result.code == 0 && result.output.contains("PE1"), "\(result)")
    #expect(result.errors.contains("\(name)\": not an ordinary file"), "\(result)")
    try expectUntouched()
  }
}
