import Foundation
import Testing

/// A data folder that cannot be written, and a disk that is full.
@Suite struct FolderTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 4), ["mic": "loop true"])
  }

  /// Runs `script` where it may mount volumes of its own; they are gone when it ends.
  private func runMounting(_ script: String) throws -> Command.Result {
    home.environment["ALOUD"] = Products.aloud
    return try home.run("unshare", ["-rm", "bash", "-euc", script])
  }

  private static let canMount: Bool = {
    let script = "mount -t tmpfs none \"$HOME\""
    return (try? Home().run("unshare", ["-rm", "sh", "-ec", script]))?.code == 0
  }()
  private static let cannotMount: Comment = "this machine lets nobody mount a volume (unshare -rm)"

  @Test func `A data folder that cannot be written is told before anyone has thought or spoken`() throws {
    try FileManager.default.createDirectory(at: home.data, withIntermediateDirectories: true)
    chmod(home.data.path, 0o500)
    // Root may write everywhere, unless it gives that right away.
    let asPerson =
      geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] : []
    let arguments = asPerson + [Products.aloud, "record", "PE1", "--device", "mic", "--think", "300"]
    let result = try home.run("/usr/bin/env", arguments)
    #expect(result.code == 1)
    #expect(
      result.errors.contains("aloud: you may not create \"\(home.takes.path)\" (Permission denied)"),
      "\(result)")
    #expect(result.errors.contains("check its owner and rights, or set XDG_DATA_HOME to a folder of yours."))
  }

  @Test func `A folder whose program was killed before anything was in it is no take and no news`() throws {
    try FileManager.default.createDirectory(
      at: home.takes.appending(path: "20260301-000000-zzzz"), withIntermediateDirectories: true)
    let result = try home.aloud("takes", "--json")
    #expect(result.code == 0)
    #expect(result.output.isEmpty && result.errors.isEmpty, "\(result)")
  }

  @Test(
    .enabled(if: canMount, cannotMount), arguments: [("50m", "; free some space."), ("10m", ": end soon")])
  func `A disk with little room is told before and while one speaks`(size: String, advice: String) throws {
    let result = try runMounting(
      """
      mkdir -p "$XDG_DATA_HOME"; mount -t tmpfs -o size=\(size) none "$XDG_DATA_HOME"
      "$ALOUD" record PE1 --device mic --seconds 2
      """)
    let told = result.errors.split(separator: "\n").filter { $0.contains("the disk has room for ") }
    #expect(told.first?.hasPrefix("aloud: the disk has room for ") == true, "\(result)")
    #expect(told.contains { $0.hasPrefix("0:0") && $0.contains("  ! the disk has room for ") }, "\(result)")
    #expect(told.contains { $0.hasSuffix(advice) }, "\(result)")
  }

  @Test(.enabled(if: canMount, cannotMount))
  func `On a volume that is read only old takes are shown, and a new one is refused at once`() throws {
    let used = try Home.used()
    let result = try runMounting(
      """
      mkdir -p "$XDG_DATA_HOME"; mount -t tmpfs none "$XDG_DATA_HOME"
      cp -r \(used.data.path) "$XDG_DATA_HOME/aloud"
      mount -o remount,ro "$XDG_DATA_HOME"
      "$ALOUD" takes --json; "$ALOUD" review last | head -1
      "$ALOUD" record PE1 --device mic --think 300 || echo "exit $?"
      """)
    #expect(result.lines.count == 5, "\(result)")
    #expect(result.lines.last == "exit 1")
    #expect(result.errors.contains("you may not write into"))
    #expect(result.errors.contains("Read-only file system"))
  }

  @Test(.enabled(if: canMount, cannotMount))
  func `A disk without room for the longest answer is refused before it starts, with the numbers`() throws {
    let result = try runMounting(
      """
      mkdir -p "$XDG_DATA_HOME"; mount -t tmpfs -o size=9500k none "$XDG_DATA_HOME"
      "$ALOUD" record PE1 --device mic --think 300 --seconds 60 || echo "exit $?"
      ls "$XDG_DATA_HOME/aloud/takes"
      """)
    #expect(result.lines.last == "exit 1", "\(result)")
    #expect(
      result.errors.firstMatch(of: /has 9 MiB free, and the longest answer needs 13 MiB/) != nil, "\(result)")
  }

  @Test(.enabled(if: canMount, cannotMount))
  func `A disk that fills up while speaking keeps what fitted, and says so`() throws {
    let result = try runMounting(
      """
      mkdir -p "$XDG_DATA_HOME"; mount -t tmpfs -o size=16m none "$XDG_DATA_HOME"
      "$ALOUD" record PE1 --device mic --seconds 60 --json > "$HOME/out" 2> "$HOME/err" &
      until [ "$(stat -c %s "$XDG_DATA_HOME"/aloud/takes/*/take.wav 2> /dev/null || echo 0)" -gt 96000 ]; do sleep 0.05; done
      cat /dev/zero > "$XDG_DATA_HOME/filler" 2> "$HOME/full" || true
      wait $! && echo "exit 0" || echo "exit $?"
      rm "$XDG_DATA_HOME/filler"
      cat "$HOME/err" >&2
      "$ALOUD" takes --json
      cp "$XDG_DATA_HOME"/aloud/takes/*/take.* "$HOME"
      """)
    #expect(result.lines.first == "exit 1", "\(result)")
    #expect(
      result.errors.contains("the disk is full; free some space. What was recorded until then is kept."))
    #expect(result.lines.count == 2, "the take is in the list: \(result)")
    let samples = try WAV.samples(of: URL(filePath: home.file("take.wav")))
    let heard = Room.noise(seconds: 4)
    #expect(samples.count >= (96_000 - 4096) / 2)
    #expect(samples.indices.allSatisfy { samples[$0] == heard[$0 % heard.count] })
    #expect(try home.run("soxi", ["-s", home.file("take.wav")]).output == "\(samples.count)\n")
    let sidecar = try JSON(contentsOf: URL(filePath: home.file("take.json")))
    #expect(sidecar["ending"].text == "writeFailed")
    #expect(sidecar["frames"].integer == samples.count)
  }

  @Test(arguments: [["XDG_DATA_HOME"], ["HOME", "XDG_DATA_HOME="]])
  func `A folder whose name is no text is told by its variable, and no other is made`(change: [String]) throws
  {
    home.environment["ALOUD"] = Products.aloud
    let script = """
      cd "$HOME"; mkdir here; here=$PWD/here; env \(change.dropFirst().joined()) \(change[0])="$here"/$'a\\xff' "$ALOUD" \
        "$@"; code=$?; ls here; exit $code
      """
    for words in [["takes"], ["prompts"], ["record", "PE1", "--device", "mic"]] {
      let result = try home.run("bash", ["-c", script, "bash"] + words)
      #expect(result.code == 1, "\(result)")
      #expect(
        result.errors.contains("aloud: \(change[0]) names a folder that is not valid UTF-8"), "\(result)"
      )
      #expect(result.output.isEmpty, "nothing was made: \(result)")
      try home.run("rmdir", [home.file("here")])
    }
  }

  @Test func `Packs may be links, which are only read; what is written to may not`() throws {
    let pack =
      "format: 1\nid: mine\ntitle: Mine\nprompts:\n  - {id: M1, kind: intro, title: Mine, text: Mine}\n"
    try home.write(pack, to: "settings/packs/one.yaml")
    try home.write(pack.replacing("mine", with: "other").replacing("M1", with: "O1"), to: "elsewhere.yaml")
    let (files, packs) = (FileManager.default, home.data.appending(path: "packs").path)
    try files.createDirectory(at: home.data, withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: packs, withDestinationPath: home.file("settings/packs"))
    try files.createSymbolicLink(
      atPath: home.file("settings/packs/two.yaml"), withDestinationPath: home.file("elsewhere.yaml"))
    let listed = try home.aloud("prompts")
    #expect(listed.output.contains("M1") && listed.output.contains("O1"), "\(listed)")
    #expect(listed.errors.isEmpty)
    try files.createDirectory(atPath: home.file("strange"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: home.takes.path, withDestinationPath: home.file("strange"))
    let refused = try home.aloud("record", "M1", "--device", "mic", "--seconds", "1", "--think", "0")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("is left alone"), "\(refused)")
    #expect(try files.contentsOfDirectory(atPath: home.file("strange")).isEmpty)
  }
}
