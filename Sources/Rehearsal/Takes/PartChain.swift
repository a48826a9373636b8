/// The takes of one answer in their order, as they say themselves. Whatever they say, each take is in exactly one
/// chain, in whichever order they come.
public struct PartChain: Hashable, Sendable {
  /// A take in its place.
  public struct Seat: Hashable, Sendable {
    /// The take.
    public let id: TakeID
    /// Which part of the answer it is, from 1 on.
    public let number: Int
  }

  /// The takes, at least one, by ascending number.
  public let seats: [Seat]
  /// Numbers of parts that are not there.
  public let missing: [ClosedRange<Int>]
  /// Takes that name a part before them that cannot be: themselves, a take of another question, or one that comes
  /// after them. They are taken for first parts.
  public let strays: [TakeID]

  /// All chains of these takes, each by its oldest take.
  public static func chains(of links: [PartLink]) -> [PartChain] { ChainBuilder(links).chains }
}

/// Follows the links from part to part.
private struct ChainBuilder {
  private var links: [TakeID: PartLink] = [:]
  private let order: [TakeID]
  /// For each take the one before it, where that is there and can be.
  private var before: [TakeID: TakeID] = [:]
  private var after: [TakeID: [TakeID]] = [:]
  private var strays: Set<TakeID> = []

  init(_ links: [PartLink]) {
    for link in links { self.links[link.id] = link }
    order = self.links.keys.sorted()
    for id in order {
      guard let link = self.links[id], let named = link.continues else { continue }
      if named == id {
        strays.insert(id)
      } else if let other = self.links[named] {
        if link.agrees(with: other) { before[id] = named } else { strays.insert(id) }
      }
    }
    openCircles()
    for id in order { before[id].map { after[$0, default: []].append(id) } }
  }

  /// A circle begins with its oldest take.
  private mutating func openCircles() {
    var done: Set<TakeID> = []
    for id in order where !done.contains(id) {
      var (path, onPath): ([TakeID], Set<TakeID>) = ([], [])
      var next: TakeID? = id
      while let here = next, !done.contains(here) {
        guard onPath.insert(here).inserted else {
          if let oldest = path.drop(while: { $0 != here }).min() {
            before[oldest] = nil
            strays.insert(oldest)
          }
          break
        }
        path.append(here)
        next = before[here]
      }
      done.formUnion(path)
    }
  }

  var chains: [PartChain] {
    let trees = order.filter { before[$0] == nil }.map(tree)
    var ends: [TakeID: (root: TakeID, number: Int)] = [:]
    for tree in trees where links[tree[0]]?.continues == nil {
      tree.last.map { ends[$0] = (tree[0], tree.count) }
    }
    // Trees whose part before is not there, by the first part of the answer that they belong to.
    var later: [TakeID: [(tree: [TakeID], place: Place)]] = [:]
    var firsts: [(tree: [TakeID], place: Place?)] = []
    for tree in trees {
      let place = place(of: tree[0])
      if let place, let first = place.first ?? guess(place, ends) {
        later[first, default: []].append((tree, place))
      } else {
        firsts.append((tree, place))
      }
    }
    return firsts.map { first in
      let rest = (later[first.tree[0]] ?? []).sorted {
        ($0.place.number, $0.tree[0]) < ($1.place.number, $1.tree[0])
      }
      return chain([first] + rest.map { ($0.tree, $0.place) })
    }
  }

  /// All takes that go on from `root`, directly or not: each after the one before it, else the oldest first.
  private func tree(_ root: TakeID) -> [TakeID] {
    var (tree, waiting): ([TakeID], [TakeID]) = ([], [root])
    while let next = waiting.popLast() {
      tree.append(next)
      guard let more = after[next] else { continue }
      waiting = (waiting + more).sorted(by: >)
    }
    return tree
  }

  /// Where a take belongs whose part before is not there.
  private struct Place {
    /// The first part, if it is there.
    var first: TakeID?
    var number: Int
    /// The least number of parts between it and what is there before it.
    var least: Int
    /// True if nobody noted the first part, so that it can only be guessed.
    var isGuessed = false
    /// What the take says.
    var link: PartLink
  }

  /// `nil` for a first part.
  private func place(of root: TakeID) -> Place? {
    guard let link = links[root], !strays.contains(root) else { return nil }
    func there(_ first: TakeID?) -> TakeID? {
      first.flatMap { links[$0] }
        .flatMap { $0.id != root && $0.continues == nil && link.agrees(with: $0) ? $0.id : nil }
    }
    if link.continues != nil {
      return Place(
        first: there(link.first), number: max(2, link.number ?? 2), least: 1, isGuessed: link.first == nil,
        link: link)
    }
    // What its own sidecar no longer says, the next part may.
    guard link.isLost, let next = after[root]?.first.flatMap({ links[$0] }), let number = next.number,
      number > 2
    else { return nil }
    return Place(first: there(next.first), number: number - 1, least: 0, link: link)
  }

  /// Aloud 0.1 did not note the first part. If one part is missing, the last take before that part of the same
  /// question is the one before it, if the numbers say so.
  private func guess(_ place: Place, _ ends: [TakeID: (root: TakeID, number: Int)]) -> TakeID? {
    guard place.isGuessed, let missing = place.link.continues,
      let last = order.last(where: { $0 < missing && links[$0].map(place.link.agrees) == true }),
      let end = ends[last], end.number == place.number - 2
    else { return nil }
    return end.root
  }

  private func chain(_ trees: [(tree: [TakeID], place: Place?)]) -> PartChain {
    var seats: [PartChain.Seat] = []
    var missing: [ClosedRange<Int>] = []
    for (tree, place) in trees {
      let last = seats.last?.number ?? 0
      let number = place.map { max(last + 1 + $0.least, min($0.number, Take.mostParts)) } ?? last + 1
      if number > last + 1 { missing.append(last + 1...number - 1) }
      for (index, id) in tree.enumerated() { seats.append(PartChain.Seat(id: id, number: number + index)) }
    }
    return PartChain(
      seats: seats, missing: missing, strays: seats.map(\.id).filter(strays.contains))
  }
}
