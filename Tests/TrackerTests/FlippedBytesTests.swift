import Foundation
import Rehearsal
import Seeded
import SpeechTiming
import Testing

@testable import Tracker

@Suite struct FlippedBytesTests {
  /// 500 rounds (goal G13 in the reliability notes): whatever is in the file, opening works, every answer is
  /// an answer or a `TrackerError`, and all takes are there after a rebuild.
  @Test(arguments: 0..<10)
  func `No flipped byte and no cut stops the program`(part: UInt64) throws {
    let takes = try (0..<12).map { try Examples.take(at: Double($0)) }
    var pacing = Examples.pacing
    pacing.nuclei = []
    let entries = takes.map { TakeIndex.Entry($0, pacing) }
    let source = try TemporaryFolder(inMemory: true)
    let sound = try TakeIndex.open(at: source.indexPath)
    try sound.rebuild(from: entries)
    try sound.close()
    let whole = try source.data("aloud.sqlite")
    for round in part * 50..<(part + 1) * 50 {
      var generator = SplitMix(seed: round)
      var data = whole
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        // Half of the flips go where they hurt: the header and the pages' own heads.
        let page = Int.random(in: 0..<data.count / 4096, using: &generator) * 4096
        let offset = Int.random(in: 0..<(Bool.random(using: &generator) ? 112 : 4096), using: &generator)
        data[page + offset] ^= UInt8.random(in: 1...255, using: &generator)
      }
      if round % 5 == 0 { data = data.prefix(Int.random(in: 0..<data.count, using: &generator)) }
      try check(data, takes, entries, round)
    }
  }

  private func check(_ data: Data, _ takes: [Take], _ entries: [TakeIndex.Entry], _ round: UInt64) throws {
    let folder = try TemporaryFolder(inMemory: true)
    try folder.write(data, to: "aloud.sqlite")
    var index = try TakeIndex.open(at: folder.indexPath)
    do {
      _ = try index.takes()
      _ = try index.idsNeedingAnalysis()
      _ = try index.assessed(index.takes())
      _ = try index.latestOfEachPrompt()
      _ = try index.repeatedPrompts(last: 3)
      _ = try index.difference(from: takes.map(\.id))
      for name in ["last", "SC1@3", "2026"] {
        do { _ = try index.id(named: name) } catch is UnresolvedReference {}
      }
      try Examples.record(takes[0], in: index)
      try index.rebuild(from: entries)
    } catch let error as TrackerError {
      index = try TakeIndex.replace(at: folder.indexPath, because: error)
      try index.rebuild(from: entries)
    }
    #expect(Set(try index.ids()) == Set(takes.map(\.id)), "round \(round)")
    #expect(try index.takes().count == takes.count, "round \(round)")
  }
}
