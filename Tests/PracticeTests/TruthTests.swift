import CaptureRig
import Foundation
import Rehearsal
import Seeded
import Signal
import SoundFile
import SpeechTiming
import Testing

@testable import Practice
@testable import Recording

/// What the takes say wins, whatever the index says.
@Suite struct TruthTests {
  let person: Person

  init() throws {
    person = try Person()
    // Far from now, so that the stamp of every folder counts as settled and is believed.
    person.setClock(aheadBy: 366 * 86_400)
  }

  @Test(arguments: 0..<24)
  func `in whichever order things happen, every take that ended is listed, exactly once, in one answer`(
    seed: UInt64
  ) throws {
    var chance = SplitMix(seed: seed)
    var house = try House(person)
    for step in 0..<40 {
      try house.happens(using: &chance)
      // Linux gives two changes of a folder within 4 ms the same time.
      usleep(5_000)
      if step % 4 == 3 { try house.expectAllListed("step \(step)") }
    }
    house.killAll()
    try house.expectAllListed("at the end")
    // Now that nothing is being recorded, an unchanged folder of takes is believed.
    try house.expectAllListed("once more")
    for damage in House.Damage.allCases {
      try house.damageIndex(damage)
      try house.expectAllListed("after \(damage)")
    }
  }
}

/// A library in which several programs are at work, with all that may happen to them.
private struct House {
  let person: Person
  let library: TakeLibrary
  /// What is being recorded, with the folder that its recorder holds.
  private var live: [(take: Take, folder: TakeFolder)] = []
  /// Takes that ended, and are there.
  private var ended: Set<TakeID> = []
  /// All takes that ever were.
  private var made: [Take] = []
  /// True while a folder stands where the index should be.
  private var isObstructed = false
  private var wasObstructed = false
  /// Takes whose folders nobody may look into at the moment.
  private var closed: Set<TakeID> = []

  init(_ person: Person) throws {
    self.person = person
    library = try TakeLibrary(at: person.environment.paths.takes.path)
  }

  mutating func happens(using chance: inout SplitMix) throws {
    switch Int.random(in: 0..<13, using: &chance) {
    case 0...2: try begin(using: &chance)
    case 3: try finish(reachingTheIndex: true)
    case 4: try finish(reachingTheIndex: false)
    case 5: kill()
    case 6: _ = try person.workspace().recoverAll(rebuilding: true)
    case 7: _ = try person.workspace().recoverAll(rebuilding: false)
    case 8: try Damage.allCases.randomElement(using: &chance).map(damageIndex)
    case 9: try damageSidecar(using: &chance)
    case 10: deleteTake(using: &chance)
    case 11: try obstructIndex()
    default: close(using: &chance)
    }
  }

  func expectAllListed(_ moment: String) throws {
    for id in closed { chmod(folder(id), 0o700) }
    let workspace = try person.workspace()
    let rows = try workspace.takes(last: 1000)
    let listed = rows.flatMap { $0.parts.isEmpty ? [$0.id] : $0.parts.map(\.id) }
    // What the takes say, without any index. A sidecar that was damaged and not repaired yet says nothing.
    let takes = ended.compactMap { try? library.load($0) }
    let said = takes.count == ended.count ? Answer.all(of: takes) : []
    for id in closed { chmod(folder(id), 0o000) }
    #expect(listed.count == Set(listed).count, "\(moment)")
    #expect(
      Set(listed) == ended,
      "\(moment): live: \(ended.subtracting(listed).filter { library.isLive($0) }), told: \(person.told.suffix(3))"
    )
    // An index that was away while a sidecar was repaired does not know of it, as yet.
    if !said.isEmpty, !wasObstructed {
      #expect(Set(rows.map(\.id)) == Set(said.map(\.first.id)), "\(moment)")
      for answer in said {
        let row = rows.first { $0.id == answer.first.id }
        #expect(row?.title == answer.questioned.prompt.title, "\(moment)")
        if answer.isInParts { #expect(row?.parts.map(\.id) == answer.parts.map(\.take.id), "\(moment)") }
      }
    }
  }

  mutating func killAll() { while !live.isEmpty { kill() } }

  private func folder(_ id: TakeID) -> String { "\(library.path)/\(id)" }

  private mutating func begin(using chance: inout SplitMix) throws {
    person.setClock(aheadBy: 1)
    let workspace = try person.workspace()
    let device = Take.Device(name: "mic", sampleRate: 48_000)
    let question = Question(try workspace.catalog.entry(named: "PE1"))
    // Often the next part of an answer that is there, or was, or is still being recorded.
    let before = Int.random(in: 0..<5, using: &chance) < 3 ? made.randomElement(using: &chance) : nil
    let take = workspace.newTake(of: question, after: before, device: device)
    made.append(take)
    let folder = try library.create(take)
    let audio = try WAVWriter(
      creating: library.audioPath(of: take.id), sampleRate: .preferred,
      label: WAVWriter.Label(title: "t", date: "d"))
    try CaptureRig.noise(count: 480, seed: 4).withUnsafeBufferPointer { try audio.write($0) }
    try audio.close()
    if Bool.random(using: &chance) {
      workspace.openIndex(besides: Workspace.NewTake(id: take.id, change: folder.change))
    }
    live.append((take, folder))
  }

  private mutating func finish(reachingTheIndex: Bool) throws {
    guard let (begun, folder) = live.popLast() else { return }
    var take = begun
    take.state = .finished
    take.frames = 480
    try library.save(take, in: folder)
    library.journal.end(take.id)
    folder.unlock()
    ended.insert(take.id)
    guard reachingTheIndex else { return }
    let reviewed = ReviewedTake(take, Pacing(duration: 0.01, speech: []))
    try person.workspace().index(reviewed, after: folder.change)
  }

  /// The next start recovers it.
  private mutating func kill() {
    guard !live.isEmpty else { return }
    ended.insert(live.removeFirst().take.id)
  }

  /// What may happen to an index.
  enum Damage: CaseIterable { case deleted, overwritten, unended }

  func damageIndex(_ damage: Damage) throws {
    guard !isObstructed else { return }
    let index = person.environment.paths.index
    switch damage {
    case .deleted:
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index.path + end) }
    case .overwritten:
      for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index.path + end) }
      try Data("no database, whatever it says".utf8).write(to: index)
    case .unended: _ = try Shell.run("sqlite3 '\(index.path)' \"UPDATE take SET state = 'recording'\"")
    }
  }

  private mutating func obstructIndex() throws {
    let index = person.environment.paths.index
    if !isObstructed {
      for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index.path + end) }
      try? FileManager.default.moveItem(atPath: index.path, toPath: index.path + "-away")
      try FileManager.default.createDirectory(at: index, withIntermediateDirectories: false)
    } else {
      try FileManager.default.removeItem(at: index)
      try? FileManager.default.moveItem(atPath: index.path + "-away", toPath: index.path)
    }
    isObstructed.toggle()
    wasObstructed = true
  }

  private func damageSidecar(using chance: inout SplitMix) throws {
    guard let id = ended.subtracting(closed).sorted().randomElement(using: &chance) else { return }
    try Data("{".utf8).write(to: URL(filePath: library.sidecarPath(of: id)))
  }

  private mutating func deleteTake(using chance: inout SplitMix) {
    guard let id = ended.subtracting(closed).sorted().randomElement(using: &chance) else { return }
    try? FileManager.default.removeItem(atPath: folder(id))
    ended.remove(id)
  }

  /// Takes the right to look into a folder away, or gives it back.
  private mutating func close(using chance: inout SplitMix) {
    guard let id = ended.sorted().randomElement(using: &chance) else { return }
    if closed.remove(id) == nil { closed.insert(id) }
    chmod(folder(id), closed.contains(id) ? 0o000 : 0o700)
  }
}
