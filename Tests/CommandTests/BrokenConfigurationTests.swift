import Foundation
import Testing

/// What people's `~/.asoundrc` gets wrong. libasound has a code and some lines for each; a person gets the cause, the
/// file and the line, and what to do.
@Suite struct BrokenConfigurationTests {
  /// Each configuration, and the sentence; `@` stands for the file.
  private static let table: [(String, String)] = [
    // -EINVAL: "_toplevel_:4:0:Unexpected char", "~/.asoundrc may be old or corrupted"
    (
      "pcm.!default {\n  type plug\n  slave.pcm \"hw:0,0\"\n",
      broken(3, "a bracket or quote before it is not closed")
    ),
    (
      "pcm.!default {\n  type plug\n  slave.pcm \"hw:0,0\n}\n",
      broken(4, "a bracket or quote before it is not closed")
    ),
    // ":2:1:Unexpected }"
    ("pcm.!default { type plug slave.pcm \"null\" }\n}\n", broken(2, "Unexpected }")),
    ("pcm.!default == plug\n", broken(1, "Unexpected char")),
    ("\u{1}\u{2}abc", broken(1, "a bracket or quote before it is not closed")),
    // "card is not a string", "_toplevel_:2:0:Invalid argument"
    ("defaults.pcm.card nonsense\n", broken(1, "card is not a string")),
    ("pcm.default { type plug }\npcm.default 5\n", broken(1, "default is not a compound")),
    // -ENOENT: "Cannot access file /nosuch/file.conf", "_toplevel_:1:19:No such file or directory"
    ("</nosuch/file.conf>\n", broken(1, "Cannot access file /nosuch/file.conf")),
    // -EINVAL and one line that names neither file nor line
    ("# mine\npcm.!default { type plug }\n", broken(2, "slave is not defined")),
    ("pcm.!default { type plug slave.pcm \"null\" slvae.rate 48000 }\n", broken(1, "Unknown field slvae")),
    ("pcm.!default { slave.pcm \"null\" }\n", broken(1, "type is not defined")),
    ("pcm.!default { type hw card { a 1 } }\n", broken(1, "Invalid field card")),
    ("pcm.!default { type plug slave { pcm \"null\" format S17 } }\n", broken(1, "unknown format S17")),
    ("pcm.!default { type plug slave { pcm \"null\" rate fast } }\n", broken(1, "invalid type for rate")),
    ("pcm.!default { type dsnoop slave.pcm \"hw:0\" }\n", broken(1, "Unique IPC key is not defined")),
    ("pcm.!default { type plug slave.pcm \"default\" }\n", broken(1, "it refers to itself")),
    (
      "pcm {\n  !default { type plug slave.pcm \"other\" }\n  other { type plug slave.pcm \"default\" }\n}\n",
      broken(2, "it refers to itself")
    ),
    // "capture slave is not defined"
    (
      "pcm.!default { type asym playback.pcm \"null\" }\n",
      "the device \"default\" only plays, so nothing can be recorded from it; it is set up in \"@\", line 1, without a "
        + "capture side; add one there, or name a microphone with --device (`aloud devices`)."
    ),
    // -ENXIO: "Cannot open shared library libasound_module_pcm_nosuchtype.so"
    (
      "pcm.!default { type nosuchtype }\n",
      "the device \"default\" needs the plug-in \"libasound_module_pcm_nosuchtype.so\", which cannot be loaded; it is set "
        + "up in \"@\", line 1; name another device with --device (`aloud devices`)."
    ),
    // -ENOENT: "Unknown PCM nosuch"
    ("pcm.!default { type plug slave.pcm \"nosuch\" }\n", absent(1, "\"nosuch\", which")),
    ("\npcm.!default \"nosuch\"\n", absent(2, "\"nosuch\", which")),
    // -ENODEV: "Cannot get card index for Nosuch"
    ("pcm.!default { type plug slave.pcm \"hw:CARD=Nosuch\" }\n", absent(1, "\"card Nosuch\", which")),
    // -ENOENT: "cannot find card '7'", six lines that follow from it, "Unknown PCM default"
    ("defaults.pcm.card 7\n", absent(1, "\"card 7\", which")),
    // -ENOENT without a word
    ("pcm.!default { type hw card 9 }\n", absent(1, "a device that")),
  ]

  private static func broken(_ line: Int, _ reason: String) -> String {
    "the device \"default\" cannot be opened, because of a mistake in \"@\", line \(line) (\(reason)); mend that line, or "
      + "move the file away."
  }

  private static func absent(_ line: Int, _ what: String) -> String {
    "the device \"default\" is set up in \"@\", line \(line) on \(what) is not there; name one that is there "
      + "(`aloud devices`)."
  }

  @Test(arguments: table) func `What is wrong is said, with the file, the line and a way out`(
    configuration: String, sentence: String
  ) throws {
    let home = try Home()
    let file = try home.write(configuration, to: ".asoundrc")
    let result = try home.aloud("check", "--seconds", "1")
    #expect(result.code == 1)
    #expect(result.errors == "aloud: " + sentence.replacing("@", with: file) + "\n")
  }
}
