import Foundation
import Testing

/// Wide letters, emoji and marks in a question: no row of a terminal cuts one in two.
@Suite struct WideTextTests {
  private static let question =
    "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 🇩🇪🇫🇷🇩🇪🇫🇷🇩🇪🇫🇷🇩🇪🇫🇷🇩🇪🇫🇷🇩🇪 👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽 1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣#️⃣ ❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️ "
    + "漢字かなまじり文の長い質問はどこで切れますか 한국어로된긴질문입니다어디서끊어질까요 e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301} "
    + "ส้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม้ม"

  @Test(arguments: [20, 23, 40, 80])
  func `Letters and pictures stay whole`(columns: Int) throws {
    let home = try Home()
    try home.plugMicrophones(hearing: Room.noise(seconds: 1), ["mic": "loop true"])
    // A name has at most 255 bytes.
    let file = try home.write(WAV.data(Room.noise(seconds: 1)), to: "漢字かなまじりの名前" + "👨‍👩‍👧‍👦👍🏽🇩🇪❤️1️⃣👨‍👩‍👧‍👦.wav")
    let whole = Set(Self.question)
    for arguments in [
      ["record", "--free", Self.question, "--device", "mic", "--think", "0", "--seconds", "1"], ["review"],
      ["takes"],
      ["trends"], ["analyze", file],
    ] {
      let session = try TerminalSession(
        arguments, environment: home.environment.merging(["NO_COLOR": "1"]) { $1 }, columns: columns, rows: 50
      )
      #expect(session.exitCode() != nil)
      let pieces = session.raw.replacing(#/\u{1B}\[[?0-9;]*[A-Za-z]/#, with: "").split(
        whereSeparator: \.isNewline)
      for piece in pieces {
        let strange = piece.filter { character in
          character != "名" && character != "前" && !whole.contains(character)
            && character.unicodeScalars.contains {
              $0.value > 0x2FFF || $0.value == 0x301 || $0.value == 0x200D
            }
        }
        #expect(strange.isEmpty, "\(arguments[0]) at \(columns): \(strange)")
      }
    }
  }
}
