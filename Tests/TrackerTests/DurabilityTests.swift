import Foundation
import GRDB
import Rehearsal
import Testing

@testable import Tracker

@Suite struct DurabilityTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func pragma(_ name: String, of index: TakeIndex) throws -> String? {
    try index.database.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
  }

  @Test func `What was written is on the disk when the call returns`() throws {
    for _ in 1...2 {
      let index = try TakeIndex.open(at: folder.indexPath)
      // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
      #expect(try pragma("synchronous", of: index) == "2")
      #expect(try pragma("journal_mode", of: index) == "wal")
      #expect(try pragma("foreign_keys", of: index) == "1")
      #expect(try pragma("busy_timeout", of: index) == "5000")
      try index.close()
    }
  }

  @Test func `Opening a sound index writes nothing`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    try Examples.record(Examples.take(), in: index)
    try index.close()
    let before = try folder.data("aloud.sqlite")
    let reopened = try TakeIndex.open(at: folder.indexPath)
    #expect(try reopened.takes().count == 1)
    #expect(try folder.data("aloud.sqlite-wal").isEmpty)
    try reopened.close()
    #expect(try folder.data("aloud.sqlite") == before)
    #expect(try folder.names() == ["aloud.sqlite"])
  }

  @Test func `Another process that writes for too long is a typed error`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    let other = try TakeIndex.open(at: folder.indexPath)
    try other.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
    try index.database.write { _ in
      let error = #expect(throws: TrackerError.self) { try Examples.record(Examples.take(), in: other) }
      #expect(error?.kind == .busy)
      let seen = try other.takes()
      #expect(seen.isEmpty)
    }
    try Examples.record(Examples.take(), in: other)
    #expect(try index.takes().count == 1)
  }

  @Test(
    arguments: [
      (0x0801, JournalMode.log), (0x2F, .rollback), (0x30, .rollback), (0x31, .rollback), (0x32, .log),
      (0x10_0033, .rollback), (0x99, .log),
    ] as [(dev_t, JournalMode)])
  func `A disk that machines share gets no log`(device: dev_t, mode: JournalMode) {
    let mounts = """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      90 22 0:47 / /home rw,nosuid - nfs4 server:/home rw,vers=4.2
      91 22 0:48 / /mnt/share rw shared:9 master:3 - cifs //server/share rw
      92 22 0:49 / /mnt/ssh rw - fuse.sshfs me@server: rw
      93 22 0:50 / /tmp rw - tmpfs nfs4 rw
      94 22 0:307 / /mnt/late rw - nfs server:/ rw
      short line
      95 22 0:153 / /odd rw -
      """
    #expect(JournalMode(device: device, mounts: mounts) == mode)
  }

  @Test func `A disk of this machine gets a log`() {
    #expect(JournalMode(forFolder: "/dev/shm") == .log)
    #expect(JournalMode(forFolder: "/no/such/folder") == .log)
  }

  @Test func `Without a log nothing else changes`() throws {
    let index = try TakeIndex.open(at: folder.indexPath)
    try index.database.writeWithoutTransaction { try TakeIndex.setDurability($0, .rollback) }
    let take = try Examples.take()
    try Examples.record(take, in: index)
    #expect(try index.takes().map(\.id) == [take.id])
    #expect(try pragma("journal_mode", of: index) == "delete")
    #expect(try pragma("synchronous", of: index) == "2")
    #expect(try folder.names() == ["aloud.sqlite"])
  }
}
