import Foundation
import PromptPack
import Seeded
import Testing

/// Texts that were made to hurt: each must be refused, soon, and for the right reason.
struct HostilePackTests {
  struct Hostile: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let kind: PackDiagnostic.Kind

    init(_ name: String, _ text: String, _ kind: PackDiagnostic.Kind) {
      (testDescription, self.text, self.kind) = (name, text, kind)
    }
  }

  /// An expanded bomb would take hours; the slowest of these takes a tenth of a second.
  @Test(.timeLimit(.minutes(1)), arguments: bombs + floods + depths)
  func `refuses it before it can hurt`(_ hostile: Hostile) {
    let kinds = PackReader.diagnose(Array(hostile.text.utf8)).map(\.kind)
    #expect(kinds.contains(hostile.kind))
    #expect(kinds.count <= 201)
  }

  /// Nine aliases to nine aliases to nine …: 9^9 values in 400 bytes.
  static let bomb =
    "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    + (1...9).map { level in
      "a\(level): &a\(level) [\((1...9).map { _ in "*a\(level - 1)" }.joined(separator: ","))]\n"
    }.joined()

  static let bombs = [
    Hostile("alias bomb", bomb, .anchor(nil)),
    // Composing shares what it aliases, but hashes every key.
    Hostile("alias bomb as a key", bomb + "? *a9\n: 1\n", .anchor(nil)),
    Hostile("alias to itself", "a: &a [*a]\n", .alias),
    Hostile(
      "few aliases to a large list", "a: &a [\(String(repeating: "x,", count: 3000))x]\nb: [*a,*a,*a,*a]\n",
      .anchor("a")),
    Hostile("merge key", "a: &a {b: c}\nd:\n  <<: *a\n", .anchor("a")),
    Hostile("many anchors", (0..<5000).map { "k\($0): &a\($0) x\n" }.joined(), .anchor("a0")),
  ]

  static let floods = [
    Hostile("one byte too many", String(repeating: "#", count: 1 << 20) + "#", .tooLarge(limit: 1 << 20)),
    Hostile(
      "values in brackets", "[" + String(repeating: "a,", count: 500_000) + "]", .tooManyValues(limit: 10_000)
    ),
    Hostile("values in lines", String(repeating: "- a\n", count: 10_000), .tooManyValues(limit: 10_000)),
    Hostile("keys", (0..<6000).map { "k\($0): 1\n" }.joined(), .tooManyValues(limit: 10_000)),
    Hostile("the same key", String(repeating: "k: 1\n", count: 20_000), .duplicateKey("k", firstLine: nil)),
    Hostile(
      "one long text", "title: " + String(repeating: "a", count: 1_000_000),
      .tooLong(count: 1_000_000, limit: 80)),
    Hostile("control characters", String(repeating: "\u{1}", count: 1_000_000), .forbiddenCharacter("\u{1}")),
    Hostile("NUL", "title: a\0b\n", .forbiddenCharacter("\0")),
    Hostile(
      "a long tag", "- !" + String(repeating: "a", count: 900_000),
      .tag("!" + String(repeating: "a", count: 900_000))),
    Hostile("directives", (0..<10_000).map { "%TAG !e\($0)! x:\($0):\n" }.joined(), .syntax(.directive)),
  ]

  static let depths = [
    Hostile("open brackets", "a: " + String(repeating: "[", count: 500_000), .tooManyValues(limit: 10_000)),
    Hostile(
      "brackets, deeper than the parser goes", "a: " + String(repeating: "[", count: 2000),
      .tooDeep(limit: 20)),
    Hostile(
      "brackets, closed", "a: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
      .tooDeep(limit: 20)),
    Hostile(
      "one level too deep", String(repeating: "[", count: 21) + String(repeating: "]", count: 21),
      .tooDeep(limit: 20)),
    Hostile("dashes", String(repeating: "- ", count: 500_000), .tooManyValues(limit: 10_000)),
    Hostile("keys in keys", String(repeating: "? ", count: 900) + "a", .tooDeep(limit: 20)),
    Hostile(
      "steps", (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), .tooDeep(limit: 20)),
  ]

  @Test func `allows twenty levels`() {
    let text = String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
    #expect(!PackReader.diagnose(Array(text.utf8)).map(\.kind).contains(.tooDeep(limit: 20)))
  }

  @Test func `lets text be emphasized and abbreviated`() {
    let words = String(repeating: "*really* ", count: 20)
    #expect(
      Fixture.sentences(about: Fixture.small.replacing("about it", with: "about R&D, & \(words)")) == [])
  }

  /// Every file that differs from a good one in one byte, so to speak: none may crash.
  @Test(arguments: 0..<8)
  func `survives the shipped pack with random damage`(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let good = try Fixture.bytes("netflix-tpm.yaml")
    let alphabet = Array("\"'[]{}:,&*!|>%@`#?- \n\t\r\0\\~<=".utf8) + [0x1B, 0x80, 0xC2, 0xE2, 0xF0, 0xFF]
    for _ in 0..<20 {
      var bytes = Array(good.prefix(4000))
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        default: bytes.remove(at: at)
        }
      }
      for diagnostic in PackReader.diagnose(bytes) {
        #expect(!diagnostic.description.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
      }
    }
  }
}
