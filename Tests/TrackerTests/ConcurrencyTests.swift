import Foundation
import GRDB
import Rehearsal
import Testing

@testable import Tracker

@Suite struct ConcurrencyTests {
  let folder: TemporaryFolder
  static let writers = 8
  static let rounds = 50

  init() throws { folder = try TemporaryFolder() }

  static func take(_ writer: Int, _ round: Int) throws -> Take {
    let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(writer)))
    return try Examples.take(at: Double(round), tag: "aaa" + letter)
  }

  /// Tries again what had to wait too long: how long the others take is the machine's affair.
  static func patiently<Value>(_ work: () throws(TrackerError) -> Value) throws(TrackerError) -> Value {
    while true {
      do { return try work() } catch { if error.kind != .busy { throw error } }
    }
  }

  private func expectAllTakes() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(index.setAside == nil)
    let ids = try index.ids()
    #expect(ids.count == Self.writers * Self.rounds)
    #expect(Set(ids).count == ids.count)
    #expect(try index.idsNeedingAnalysis().isEmpty)
    let places = try index.database.read { try Int.fetchAll($0, sql: "SELECT DISTINCT place FROM take") }
    #expect(places.count == ids.count)
  }

  @Test func `Threads that share an index lose nothing`() async throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.writers {
        group.addTask {
          for round in 0..<Self.rounds {
            try Examples.record(Self.take(writer, round), in: index)
            _ = try index.takes(last: 3)
          }
        }
      }
      try await group.waitForAll()
    }
    try index.close()
    try expectAllTakes()
  }

  @Test func `Processes that begin at once lose nothing`() async throws {
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.writers {
        group.addTask { [path = folder.indexPath] in
          await #expect(processExitsWith: .success) { [path = path as String, writer = writer as Int] in
            let index = try ConcurrencyTests.patiently { () throws(TrackerError) in
              try TakeIndex.open(at: path)
            }
            for round in 0..<ConcurrencyTests.rounds {
              let take = try ConcurrencyTests.take(writer, round)
              try ConcurrencyTests.patiently { () throws(TrackerError) in try Examples.record(take, in: index)
              }
              _ = try index.takes(last: 3)
            }
          }
        }
      }
    }
    try expectAllTakes()
    #expect(try folder.names().filter { $0.contains("corrupt") } == [])
  }

  @Test func `Of processes that find damage at once, one moves it aside`() async throws {
    try folder.write(Data("damage".utf8), to: "aloud.sqlite")
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.writers {
        group.addTask { [path = folder.indexPath] in
          await #expect(processExitsWith: .success) { [path = path as String, writer = writer as Int] in
            let index = try ConcurrencyTests.patiently { () throws(TrackerError) in
              try TakeIndex.open(at: path)
            }
            let take = try ConcurrencyTests.take(writer, 0)
            try ConcurrencyTests.patiently { () throws(TrackerError) in try Examples.record(take, in: index) }
          }
        }
      }
    }
    #expect(try folder.names().filter { $0.contains("corrupt") }.count == 1)
    #expect(try TakeIndex.open(at: folder.indexPath).ids().count == Self.writers)
  }
}
