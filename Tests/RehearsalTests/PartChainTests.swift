import Foundation
import Rehearsal
import Seeded
import Testing

/// Which takes are one answer, by what they say of themselves. `B<A` continues A.
@Suite struct PartChainTests {
  private let question = PromptKey(pack: "tpm", id: "SC1")

  /// A take of 16:00 and as many seconds as its letter stands after A.
  private func id(_ letter: Character) -> TakeID? {
    guard let value = letter.asciiValue else { return nil }
    let second = Int(value - UInt8(ascii: "A"))
    return TakeID("20261122-1600" + (second < 10 ? "0" : "") + "\(second)-aaaa")
  }

  /// `C<B#3^A`: take C continues B, is part 3, and knows that the answer begins with A; `~` lost its sidecar, `'` has
  /// another question.
  private func link(_ text: Substring) throws -> PartLink {
    func letter(after sign: Character) -> Character? {
      text.firstIndex(of: sign).map { text[text.index(after: $0)] }
    }
    let own = try #require(text.first.flatMap(id))
    let isLost = text.contains("~")
    return PartLink(
      id: own, continues: letter(after: "<").flatMap(id), first: letter(after: "^").flatMap(id),
      number: letter(after: "#").flatMap(\.wholeNumberValue),
      prompt: isLost
        ? PromptKey(pack: "", id: "free") : text.contains("'") ? PromptKey(pack: "tpm", id: "X") : question,
      title: isLost ? "Recovered answer" : "A title")
  }

  /// `A1 B2`: parts with their numbers, `!` before a take that names a part that cannot be; answers are separated by `|`.
  private func drawn(_ links: [PartLink]) -> String {
    func letter(_ id: TakeID) -> String {
      String(UnicodeScalar(UInt8(ascii: "A") + (UInt8(id.description.dropFirst(13).prefix(2)) ?? 0)))
    }
    return PartChain.chains(of: links).map { chain in
      chain.seats.map { (chain.strays.contains($0.id) ? "!" : "") + letter($0.id) + "\($0.number)" }
        .joined(separator: " ")
        + chain.missing.map { " -\($0.lowerBound)" + ($0.count > 1 ? "…\($0.upperBound)" : "") }.joined()
    }.joined(separator: " | ")
  }

  @Test(arguments: [
    ("A", "A1"), ("A B", "A1 | B1"), ("A B<A#2", "A1 B2"), ("A B<A#2^A C<B#3^A", "A1 B2 C3"),
    // A clock that was set back gives the second part the older name.
    ("A<B#2 B", "B1 A2"), ("B C<B#2 A<C#3", "B1 C2 A3"),
    // Two answers to one question, by turns.
    ("A B C<A#2 D<B#2", "A1 C2 | B1 D2"),
    // One take that was continued twice: what was said first comes first.
    ("A B<A#2 C<B#3 D<A#2", "A1 B2 C3 D4"), ("A B<A#2 D<B#3 C<A#2", "A1 B2 C3 D4"),
    // The first part is gone, or one in the middle, or two of them.
    ("B<A#2", "B2 -1"), ("C<B#3^A", "C3 -1…2"), ("B<A#2 C<B#3", "B2 C3 -1"),
    ("A C<B#3^A", "A1 C3 -2"), ("A D<C#4^A E<D#5^A", "A1 D4 E5 -2…3"),
    ("A C<B#3^A E<D#5^A", "A1 C3 E5 -2 -4"),
    // Aloud 0.1 did not note the first part.
    ("A C<B#3", "A1 C3 -2"), ("A B<A#2 D<C#4", "A1 B2 D4 -3"),
    ("A D<C#4", "A1 | D4 -1…3"), ("A B D<C#3", "A1 | B1 D3 -2"), ("A' C<B#3", "A1 | C3 -1…2"),
    ("C<B#3 D", "C3 -1…2 | D1"),
    // A number without a part before says nothing.
    ("A#7", "A1"), ("A B<A#9", "A1 B2"), ("A B<A", "A1 B2"),
    // The sidecar of a part was lost; the parts around know its place.
    ("A B~ C<B#3^A", "A1 B2 C3"), ("A~ B<A#2^A", "A1 B2"), ("A B~", "A1 | B1"), ("B~ C<B#3^A", "B2 C3 -1"),
    // Crafted: a take of another question, itself, circles, a first part that is none.
    ("A' B<A#2", "A1 | !B1"), ("A<A#2", "!A1"), ("A<A#2 B<A#3", "!A1 B2"), ("A<B B<A", "!A1 B2"),
    ("A<C B<A C<B D<C", "!A1 B2 C3 D4"), ("A C<B#3^C", "A1 | C3 -1…2"), ("A<Z#2^C C<Y#2^A", "A2 -1 | C2 -1"),
    ("A B<A#2^B", "A1 B2"),
  ])
  func `takes are grouped by what they say, in whichever order they come`(text: String, expected: String)
    throws
  {
    let links = try text.split(separator: " ").map(link)
    #expect(drawn(links) == expected)
    var chance = SplitMix(seed: 3)
    for _ in 0..<5 { #expect(drawn(links.shuffled(using: &chance)) == expected) }
  }

  @Test(arguments: 0..<200)
  func `whatever takes say, each is in exactly one answer, and order changes nothing`(seed: UInt64) throws {
    var chance = SplitMix(seed: seed)
    func any() -> TakeID? { "ABCDEFGHIJKL".randomElement(using: &chance).flatMap(id) }
    let links = try "ABCDEFGH".map { letter in
      let hasLink = Int.random(in: 0..<4, using: &chance) > 0
      return PartLink(
        id: try #require(id(letter)), continues: hasLink ? any() : nil,
        first: Bool.random(using: &chance) ? any() : nil,
        number: hasLink ? Int.random(in: 1...Take.mostParts, using: &chance) % 7 + 1 : nil,
        prompt: Int.random(in: 0..<8, using: &chance) == 0 ? PromptKey(pack: "", id: "free") : question,
        title: "Recovered answer")
    }
    let chains = PartChain.chains(of: links)
    #expect(chains.flatMap { $0.seats.map(\.id) }.sorted() == links.map(\.id).sorted())
    for chain in chains {
      #expect(!chain.seats.isEmpty)
      #expect(zip(chain.seats, chain.seats.dropFirst()).allSatisfy { $0.number < $1.number })
      let there = Set(chain.seats.map(\.number))
      #expect(chain.missing.allSatisfy { range in !there.contains { range.contains($0) } })
    }
    #expect(PartChain.chains(of: links.shuffled(using: &chance)) == chains)
  }

  @Test func `An answer of ten thousand parts is one answer, and so is a circle of them`() throws {
    let ids = (0..<10_000).map { number -> TakeID in
      let time = Date(timeIntervalSince1970: 1_795_364_112 + Double(number))
      var chance = SplitMix(seed: 1)
      return TakeID(date: time, using: &chance)
    }
    for first in [nil, ids.last] {
      let links = ids.indices.map { index in
        PartLink(
          id: ids[index], continues: index > 0 ? ids[index - 1] : first, first: nil, number: nil,
          prompt: question,
          title: "")
      }
      let chains = PartChain.chains(of: links.reversed())
      #expect(chains.count == 1)
      #expect(chains.first?.seats.map(\.id) == ids)
    }
  }
}
