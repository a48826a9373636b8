import Foundation
import GRDB
import Rehearsal
import Seeded
import Testing

@testable import Tracker

/// What the folders say wins.
@Suite struct FolderTests {
  let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder(inMemory: true)
    try FileManager.default.createDirectory(atPath: home.path + "/takes", withIntermediateDirectories: true)
  }

  private var stamp: FolderStamp {
    var status = stat()
    stat(home.path + "/takes", &status)
    return FolderStamp(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), links: UInt64(status.st_nlink),
      seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
  }

  private func folders() throws -> [TakeID] {
    try FileManager.default.contentsOfDirectory(atPath: home.path + "/takes").compactMap(TakeID.init)
  }

  private func make(_ id: TakeID) { #expect(mkdir(home.path + "/takes/\(id)", 0o700) == 0) }

  /// What a start does.
  /// - Returns: was the folder listed?
  private func start(_ index: TakeIndex, _ takes: [TakeID: Take]) throws -> Bool {
    let folder = stamp
    if try index.needsRebuild() {
      try index.rebuild(from: folders().compactMap { takes[$0] }.map { TakeIndex.Entry($0) }, folder: folder)
      return true
    }
    if try index.isInStep(with: folder) { return false }
    let difference = try index.difference(from: folders())
    try index.bringInStep(
      adding: difference.missing.compactMap { takes[$0] }, removing: difference.gone, folder: folder)
    return true
  }

  @Test(arguments: 0..<40)
  func `Whatever happened in whichever order, the next start has what the folders say`(
    seed: UInt64
  ) throws {
    var generator = SplitMix(seed: seed)
    var takes: [TakeID: Take] = [:]
    var index = try TakeIndex.open(at: home.indexPath)
    var number = 0.0
    for step in 0..<30 {
      number += 1
      let take = try Examples.take(at: number)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0, 1:  // recorded by Aloud
        let before = stamp
        make(take.id)
        takes[take.id] = take
        let change = FolderChange(before: before, after: stamp)
        // Some are killed before they get to the index.
        if Int.random(in: 0..<3, using: &generator) > 0 {
          try index.record(take, Examples.pacing, after: change)
        }
      case 2:  // two at once, which end in either order
        let other = try Examples.take(at: number, tag: "bbbb")
        let changes = [take, other].map { take in
          let before = stamp
          make(take.id)
          takes[take.id] = take
          return (take, FolderChange(before: before, after: stamp))
        }
        for (take, change) in changes.shuffled(using: &generator) {
          try index.record(take, Examples.pacing, after: change)
        }
      case 3:  // by hand
        make(take.id)
        takes[take.id] = take
      case 4:
        if let id = try folders().randomElement(using: &generator) {
          #expect(rmdir(home.path + "/takes/\(id)") == 0)
        }
      case 5:
        try index.close()
        if Bool.random(using: &generator) { try home.write(Data("damage".utf8), to: "aloud.sqlite") }
        index = try TakeIndex.open(at: home.indexPath)
      default:
        _ = try start(index, takes)
        #expect(try Set(index.ids()) == Set(folders()), "step \(step)")
        #expect(try !start(index, takes), "a second start has nothing to do")
      }
      // Linux gives two changes within 4 ms the same time, see isSettled.
      usleep(5000)
    }
    _ = try start(index, takes)
    #expect(try Set(index.ids()) == Set(folders()))
  }

  @Test func `A take that Aloud recorded does not make the next start list the folder`() throws {
    let index = try TakeIndex.open(at: home.indexPath)
    _ = try start(index, [:])
    for second in 0..<3 {
      let take = try Examples.take(at: Double(second))
      let before = stamp
      make(take.id)
      try index.record(take, Examples.pacing, after: FolderChange(before: before, after: stamp))
      #expect(try index.isInStep(with: stamp))
      #expect(try !start(index, [:]))
    }
  }

  @Test func `A take that could not be loaded is tried again`() throws {
    let index = try TakeIndex.open(at: home.indexPath)
    try index.rebuild(from: [], folder: stamp)
    let take = try Examples.take()
    make(take.id)
    try index.bringInStep(adding: [], folder: nil)
    #expect(try !index.isInStep(with: stamp))
    #expect(try index.difference(from: folders()).missing == [take.id])
  }

  /// As older versions of Aloud stored them.
  @Test func `A take that the index knows as one being recorded is looked at again`() throws {
    let takes = try (0..<3).map { try Examples.take(at: Double($0)) }
    for take in takes { make(take.id) }
    let index = try TakeIndex.open(at: home.indexPath)
    try index.rebuild(from: takes.map { TakeIndex.Entry($0) }, folder: stamp)
    try index.database.write {
      try $0.execute(
        sql: "UPDATE take SET state = 'recording' WHERE id <> ?", arguments: [takes[1].id.description])
    }
    #expect(rmdir(home.path + "/takes/\(takes[2].id)") == 0)
    let difference = try index.difference(from: folders())
    #expect(difference.missing == [takes[0].id])
    #expect(difference.gone == [takes[0].id, takes[2].id])
    try index.bringInStep(adding: [takes[0]], removing: difference.gone, folder: stamp)
    #expect(try index.takes().map(\.id) == [takes[1].id, takes[0].id])
    #expect(try index.isInStep(with: stamp))
  }

  @Test func `The next opening doubts a row that was changed to one being recorded`() throws {
    let take = try Examples.take()
    make(take.id)
    let index = try TakeIndex.open(at: home.indexPath)
    try index.rebuild(from: [TakeIndex.Entry(take)], folder: stamp)
    #expect(try TakeIndex.open(at: home.indexPath).isInStep(with: stamp))
    try index.database.write { try $0.execute(sql: "UPDATE take SET state = 'recording'") }
    #expect(try !TakeIndex.open(at: home.indexPath).isInStep(with: stamp))
  }

  @Test func `Something that came in between leaves a change without effect`() throws {
    let (before, take) = (stamp, try Examples.take())
    make(take.id)
    make(try Examples.take(at: 9).id)
    #expect(FolderChange(before: before, after: stamp) == nil)
  }

  @Test func `The difference is told for any order of names`() throws {
    let ids = try (0..<50).map { try Examples.take(at: Double($0)).id }
    let index = try TakeIndex.open(at: home.indexPath)
    for (number, id) in ids.enumerated() where number % 3 > 0 {
      try index.update(try Examples.take(at: Double(number)))
      #expect(try index.ids().contains(id))
    }
    var generator = SplitMix(seed: 1)
    let there = ids.enumerated().filter { $0.offset % 3 < 2 }.map(\.element).shuffled(using: &generator)
    let difference = try index.difference(from: there)
    #expect(difference.missing == ids.enumerated().filter { $0.offset % 3 == 0 }.map(\.element))
    #expect(difference.gone == ids.enumerated().filter { $0.offset % 3 == 2 }.map(\.element))
  }
}
