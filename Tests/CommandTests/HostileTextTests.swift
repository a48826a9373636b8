import Foundation
import Testing

/// Words from outside cannot do anything to a terminal: no escape, no control, no change of direction gets out.
@Suite struct HostileTextTests {
  private let home: Home

  init() throws {
    home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true"])
  }

  /// Sets the title, clears the screen, asks for an answer, moves the cursor, types for the user (CVE-2022-45063,
  /// CVE-2024-38396 and their kin); C1 forms; bidirectional controls.
  private static let payload =
    "A\u{1B}]0;owned\u{07}B\u{1B}[2JC\u{1B}P$q\"p\u{1B}\\D\u{9B}31mE\u{9D}0;x\u{9C}F\u{202E}G\u{2066}H\u{7F}\u{08}I"

  private func expectHarmless(_ session: TerminalSession) {
    #expect(session.exitCode() != nil)
    #expect(session.screen.strange.isEmpty, "\(session.screen.strange)")
    let direction: Set<Unicode.Scalar> = ["\u{202E}", "\u{2066}"]
    #expect(!session.raw.unicodeScalars.contains { direction.contains($0) })
  }

  @Test func `A question of one's own is shown without its escapes`() throws {
    let session = try home.terminal(
      "record", "--free", Self.payload, "--device", "mic", "--think", "0", "--seconds", "1")
    expectHarmless(session)
    #expect(session.screen.text.contains("owned"), "the letters themselves are shown")
    for arguments in [["review"], ["takes"], ["trends"], ["takes", "--json"], ["review", "--json"]] {
      expectHarmless(
        try TerminalSession(arguments, environment: home.environment, columns: 80, rows: 50))
    }
  }

  @Test func `Neither a take nor a pack of somebody else's can do harm`() throws {
    _ = try home.aloud("record", "PE1", "--device", "mic", "--seconds", "1")
    let id = try #require(try home.takeIDs().first)
    let sidecar = home.takes.appending(path: "\(id)/take.json")
    var words = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: sidecar)) as? [String: Any])
    words["prompt"] = [
      "pack": "x", "id": "H\u{1B}[2J", "title": Self.payload, "text": Self.payload, "kind": "intro",
      "covers": [Self.payload],
    ]
    words["device"] = [
      "name": Self.payload, "sampleRate": 48_000, "channels": 1, "sampleFormat": Self.payload,
      "periodSize": 1,
      "bufferSize": 2,
    ]
    try JSONSerialization.data(withJSONObject: words).write(to: sidecar)
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.index.path + end) }
    let escaped = Self.payload.unicodeScalars.map {
      $0.value < 0x20 || $0.value > 0x7E || $0 == "\"" || $0 == "\\"
        ? "\\u" + String(repeating: "0", count: 4 - String($0.value, radix: 16).count)
          + String($0.value, radix: 16)
        : String($0)
    }.joined()
    try home.write(
      """
      format: 1
      id: hostile
      title: "\(escaped)"
      prompts:
        - {id: H1, kind: "\(escaped)", title: "\(escaped)", text: "\(escaped)"}
      """, to: "share/aloud/packs/\(Self.payload.filter { $0 != "/" }).yaml")
    let pack = home.file("share/aloud/packs/\(Self.payload.filter { $0 != "/" }).yaml")
    for arguments in [
      [], ["takes"], ["takes", "--json"], ["review"], ["trends"], ["prompts"], ["prompts", "about"],
      ["prompts", "check", pack], ["recover", "--rebuild"], ["review", Self.payload],
      ["record", Self.payload, "--device", Self.payload],
      ["record", "PE1", "--device", Self.payload], ["analyze", Self.payload],
      ["check", "--device", Self.payload],
    ] {
      expectHarmless(
        try TerminalSession(arguments, environment: home.environment, columns: 80, rows: 50))
    }
  }
}
