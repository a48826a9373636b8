import Foundation
import Rehearsal
import Testing

@testable import Tracker

@Suite struct ReferenceTests {
  let folder: TemporaryFolder
  let index: TakeIndex

  /// a: tpm/SC1, b: tpm/WN, c: sre/WN, d: tpm/sc1, e: free.
  init() throws {
    folder = try TemporaryFolder()
    index = try TakeIndex.open(at: folder.indexPath)
    let prompts = [("SC1", "tpm"), ("WN", "tpm"), ("WN", "sre"), ("sc1", "tpm"), ("free", "")]
    for (number, (prompt, pack)) in prompts.enumerated() {
      let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number)))
      try Examples.record(
        Examples.take(at: Double(number), prompt: prompt, pack: pack, tag: "aaa" + letter), in: index)
    }
  }

  /// The letter of the take, or why there is none.
  private func resolved(_ text: String) throws -> String {
    func letter(_ id: TakeID) -> String { String(id.description.suffix(1)) }
    do {
      return letter(try index.id(named: text))
    } catch let error as UnresolvedReference {
      #expect(error.text == text)
      return switch error.reason {
      case .malformed: "malformed"
      case .none(let count): "none of \(count)"
      case .ambiguous(let ids): "ambiguous " + ids.map(letter).joined()
      }
    }
  }

  @Test(arguments: [
    ("last", "e"), ("last~0", "e"), ("last~1", "d"), ("last~4", "a"), ("last~5", "none of 5"),
    ("last~99999999999999999999", "malformed"), ("last~", "malformed"), ("last~-1", "malformed"),
    ("last~+1", "malformed"), ("last~1 ", "malformed"), ("LAST", "malformed"),
    ("SC1@1", "a"), ("SC1@2", "d"), ("sc1@2", "d"), ("SC1@3", "none of 2"), ("SC1@0", "malformed"),
    ("SC1@-1", "malformed"), ("SC1@", "malformed"), ("@1", "malformed"), ("SC1@x", "malformed"),
    ("XX@1", "none of 0"), ("free@1", "e"), ("tpm/free@1", "none of 0"),
    ("WN@1", "ambiguous bc"), ("tpm/WN@1", "b"), ("SRE/wn@1", "c"), ("sre/WN@2", "none of 1"),
    ("/WN@1", "malformed"), ("tpm/@1", "malformed"), ("a/b/c@1", "malformed"),
    ("20261122-160000", "a"), ("20261122-160000-aaaa", "a"), ("20261122-160005", "none of 5"),
    ("20261122-16000", "ambiguous abcde"), ("2026", "ambiguous abcde"), ("1999", "none of 5"),
    ("20261122-160000-aaaaa", "none of 5"), ("", "malformed"), ("%", "malformed"), ("2026*", "malformed"),
    ("2026' OR '1'='1", "malformed"), ("tpm", "none of 5"),
  ])
  func `A reference names one take, or says why not`(text: String, expected: String) throws {
    #expect(try resolved(text) == expected)
  }

  @Test func `Nothing is the last take of an empty index`() throws {
    let folder = try TemporaryFolder()
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(throws: UnresolvedReference(text: "last", reason: .none(count: 0))) {
      try index.id(named: "last")
    }
  }
}
