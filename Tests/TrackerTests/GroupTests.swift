import Foundation
import GRDB
import Rehearsal
import Seeded
import Testing

@testable import Tracker

@Suite struct GroupTests {
  let folder: TemporaryFolder
  let index: TakeIndex

  init() throws {
    folder = try TemporaryFolder()
    index = try TakeIndex.open(at: folder.indexPath)
  }

  /// Against the plain way: all takes, grouped in memory.
  @Test(arguments: 0..<20)
  func `The latest of each prompt, and repeated prompts, are those of the whole list`(
    seed: UInt64
  ) throws {
    var generator = SplitMix(seed: seed)
    for second in 0..<Int.random(in: 0...40, using: &generator) {
      let prompt = ["A", "B", "b", "SC1", "ü", "free"].randomElement(using: &generator) ?? ""
      let pack = ["", "p", "P", "q"].randomElement(using: &generator) ?? ""
      let state: Take.State = Int.random(in: 0..<8, using: &generator) == 0 ? .recording : .finished
      try index.update(
        Examples.take(at: Double(second), prompt: prompt, pack: pack, state: state),
        placement: Bool.random(using: &generator) ? .newest : .byTime)
    }
    func key(_ take: TakeSummary) -> String { (take.prompt.pack + "/" + take.prompt.id).lowercased() }
    let all = try index.takes()
    var order: [String] = []
    for take in all where !order.contains(key(take)) { order.append(key(take)) }
    let groups = order.map { name in all.filter { key($0) == name } }
    #expect(try index.latestOfEachPrompt() == groups.map { $0[0] })
    for last in [1, 2, 5] {
      #expect(
        try index.repeatedPrompts(last: last) == groups.filter { $0.count > 1 }.map { Array($0.prefix(last)) }
      )
    }
  }

  @Test func `Prompts whose text no longer comes back as it went in end the walk all the same`() throws {
    for second in 0..<6 { try index.update(Examples.take(at: Double(second), prompt: "P\(second % 3)")) }
    try index.database.write {
      try $0.execute(sql: "UPDATE take SET prompt = CAST(x'50FF31' AS TEXT) WHERE prompt = 'P1'")
    }
    #expect(try index.latestOfEachPrompt().count == 3)
    #expect(try index.repeatedPrompts(last: 9).map(\.count) == [2, 2, 2])
  }
}
