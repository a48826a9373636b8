import Foundation
import GRDB
import Rehearsal
import Testing

@testable import Tracker

@Suite struct KillTests {
  /// Whatever is being done at that moment: opening in the first rounds, then recording, removing, rebuilding; in the
  /// last ones something is recorded for certain.
  @Test(.serialized, arguments: 0..<12)
  func `What was recorded is there after a kill at any moment`(round: Int) async throws {
    let folder = try TemporaryFolder()
    let journal = folder.path + "/journal"
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = folder.indexPath as String, journal = journal as String, round = round as Int] in
      func die(after milliseconds: Int) {
        Thread.detachNewThread {
          usleep(UInt32(milliseconds * 1000))
          kill(getpid(), SIGKILL)
        }
      }
      if round < 4 { die(after: 1 + 2 * round) }
      let descriptor = open(journal, O_CREAT | O_WRONLY | O_APPEND, 0o600)
      let index = try TakeIndex.open(at: path)
      if (4...8).contains(round) { die(after: 20 * round) }
      for number in 0... {
        let take = try Examples.take(at: Double(number))
        try Examples.record(take, in: index)
        if number % 3 == 0 { try index.bringInStep(removing: [take.id]) }
        if number % 3 == 1 { try index.rebuild(from: [TakeIndex.Entry(take)]) }
        let line = number % 3 == 2 ? "\(take.id)\n" : "another\n"
        _ = line.withCString { write(descriptor, $0, strlen($0)) }
        if round > 8, number == 0 { die(after: 20 * round) }
      }
    }
    let index = try TakeIndex.open(at: folder.indexPath)
    #expect(index.setAside == nil)
    let done = (try? String(contentsOfFile: journal, encoding: .utf8)) ?? ""
    let last = done.split(separator: "\n").last.flatMap { TakeID(String($0)) }
    if let last { #expect(try index.ids().contains(last)) }
    if round > 8 { #expect(!done.isEmpty) }
  }
}
