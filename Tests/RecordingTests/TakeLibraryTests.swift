import CaptureRig
import Foundation
import Rehearsal
import Signal
import Testing

@testable import Recording

@Suite struct TakeLibraryTests {
  private func library() throws -> TakeLibrary { try TakeLibrary(at: CaptureRig.scratch() + "/deep/takes") }

  private func kind(_ body: () throws -> Void) -> TakeLibraryError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return (error as? TakeLibraryError)?.kind
    }
  }

  @Test func `a take comes back as it was saved`() throws {
    let library = try library()
    var take = Take.sample(title: "\u{1B}[2J \" \\ \u{0}é漢🙂")
    take.gaps = [Gap(position: 5, length: 7, cause: .stall), Gap(position: 12, length: 1, cause: .overrun)]
    take.note = String(repeating: "long ", count: 2000)
    take.clockDriftPPM = -12.5
    take.ending = .limit
    _ = try library.create(take)
    #expect(try library.load(take.id) == take)
    take.note = nil
    try library.save(take)
    #expect(try library.load(take.id) == take)
    #expect(try library.takeIDs() == [take.id])
  }

  @Test func `a new take knows how the folder of takes changed by it`() throws {
    let library = try library()
    _ = try TakeRecovery(of: library)
    let before = library.folderStamp
    let change = try #require(try library.create(.sample(1)).change)
    #expect(change.before == before)
    #expect(change.after == library.folderStamp, "sidecar and journal change nothing about it")
    #expect(try library.folder(Take.sample(1).id).change == nil)
  }

  @Test func `takes are listed by time, and nothing else is`() throws {
    let library = try library()
    for number in [3, 1, 2] { _ = try library.create(.sample(number)) }
    let made = try Shell.run(
      "cd '\(library.path)' && mkdir other .hidden && touch file 20261122-161512-UPPER")
    #expect(made.status == 0)
    #expect(try library.takeIDs() == [Take.sample(1).id, Take.sample(2).id, Take.sample(3).id])
  }

  @Test func `what is missing, damaged, newer or too large says so`() throws {
    let library = try library()
    let take = Take.sample()
    #expect(kind { _ = try library.load(take.id) } == .missing)
    _ = try library.create(take)
    #expect(kind { _ = try library.create(take) } == .alreadyExists)
    let path = library.sidecarPath(of: take.id)
    let good = try String(contentsOfFile: path, encoding: .utf8)
    let damages: [(String, TakeLibraryError.Kind)] = [
      ("", .damaged), ("{", .damaged), ("[1]", .damaged), (String(good.dropLast(20)), .damaged),
      (good.replacingOccurrences(of: "\"format\" : 1", with: "\"format\" : 3"), .newer),
      (good.replacingOccurrences(of: "kaab", with: "kaac"), .damaged),
      (good.replacingOccurrences(of: "\"frames\" : 0", with: "\"frames\" : -1"), .damaged),
      (good.replacingOccurrences(of: "\"frames\" : 0", with: "\"frames\" : 1e999"), .damaged),
      (good.replacingOccurrences(of: "48000", with: "1"), .damaged),
      (
        good.replacingOccurrences(
          of: "\"gaps\" : [", with: "\"gaps\" : [{\"position\":-1,\"length\":1,\"cause\":\"stall\"}"),
        .damaged
      ),
      (good + String(repeating: " ", count: 2_200_000), .damaged),
      (String(repeating: "[", count: 100_000), .damaged),
    ]
    for (text, expected) in damages {
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      #expect(kind { _ = try library.load(take.id) } == expected, "\(text.prefix(80))")
    }
  }

  @Test func `the reserve of a full disk has room for the longest sidecar`() throws {
    let library = try library()
    var take = Take.sample()
    let folder = try library.create(take)
    let reserve = try FileManager.default.attributesOfItem(atPath: folder.path + "/reserve")[.size] as? Int
    let start: Int64 = 1_000_000_000
    take.gaps = (0..<4096).map {
      Gap(position: start + 1000 * Int64($0), length: 960, cause: .silentLoss)
    }
    take.marks = (0..<1024).map {
      Mark(.section, at: start + Int64($0), name: String(repeating: "x", count: 96))
    }
    let room = try #require(reserve)
    #expect(try Sidecar.bytes(of: take, path: "").count <= room)
    #expect(try library.load(take.id).gaps.isEmpty)
    try library.save(take, in: folder)
    #expect(try library.load(take.id) == take)
  }

  @Test func `changes of many at once are all kept`() async throws {
    let library = try library()
    var take = Take.sample()
    take.state = .finished
    try library.create(take).unlock()
    let (id, path) = (take.id, library.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<32 {
        group.addTask {
          // As another program does: through a library of its own.
          try TakeLibrary(at: path).change(id) { take in
            take.covered.append(number)
            usleep(1_000)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try library.load(id).covered.sorted() == Array(0..<32))
  }

  @Test
  func `a change that is refused leaves the take as it was, and one of a take being recorded is refused`()
    throws
  {
    struct Refusal: Error {}
    let library = try library()
    let folder = try library.create(.sample())
    #expect(kind { try library.change(folder.id) { $0.note = "mine" } } == .live)
    folder.unlock()
    #expect(throws: Refusal.self) {
      try library.change(folder.id) { take in
        take.note = "mine"
        throw Refusal()
      }
    }
    #expect(try library.load(folder.id).note == nil)
    #expect(try library.change(folder.id) { $0.note = "mine" }.note == "mine")
    #expect(try library.load(folder.id).note == "mine")
    #expect(kind { try library.change(Take.sample(2).id) { _ in } } == .missing)
  }

  @Test func `symbolic links are refused wherever they stand`() throws {
    let scratch = try CaptureRig.scratch()
    let library = try TakeLibrary(at: scratch + "/takes")
    let take = Take.sample()
    _ = try library.create(take)
    let files = FileManager.default
    try files.createSymbolicLink(atPath: scratch + "/link", withDestinationPath: scratch + "/takes")
    #expect(kind { _ = try TakeLibrary(at: scratch + "/link") } == .notOurs)
    let other = Take.sample(2)
    try files.createSymbolicLink(
      atPath: scratch + "/takes/\(other.id)", withDestinationPath: scratch + "/takes/\(take.id)")
    #expect(kind { _ = try library.load(other.id) } == .notOurs)
    #expect(kind { _ = try library.create(other) } == .alreadyExists)
    let sidecar = library.sidecarPath(of: take.id)
    try files.moveItem(atPath: sidecar, toPath: scratch + "/real.json")
    try files.createSymbolicLink(atPath: sidecar, withDestinationPath: scratch + "/real.json")
    #expect(kind { _ = try library.load(take.id) } == .notOurs)
    // Saving replaces the link and leaves what it pointed to.
    let before = try String(contentsOfFile: scratch + "/real.json", encoding: .utf8)
    var changed = take
    changed.note = "mine"
    try library.save(changed)
    #expect(try library.load(take.id) == changed)
    #expect(try String(contentsOfFile: scratch + "/real.json", encoding: .utf8) == before)
  }

  @Test func `a folder that others could read is closed`() throws {
    let scratch = try CaptureRig.scratch()
    try FileManager.default.createDirectory(
      atPath: scratch + "/takes", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
    _ = try TakeLibrary(at: scratch + "/takes")
    let mode = try FileManager.default.attributesOfItem(atPath: scratch + "/takes")[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  @Test func `a file in place of the library is refused`() throws {
    let scratch = try CaptureRig.scratch()
    try "x".write(toFile: scratch + "/takes", atomically: true, encoding: .utf8)
    #expect(kind { _ = try TakeLibrary(at: scratch + "/takes") } == .notOurs)
    #expect(kind { _ = try TakeLibrary(at: scratch + "/takes/below") } == .notOurs)
  }
}
