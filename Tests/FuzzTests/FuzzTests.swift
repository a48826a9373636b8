import Foundation
import FuzzTargets
import Seeded
import Testing

/// What the fuzzer begins from, and every input that it once broke something with, named for what broke.
struct FuzzTests {
  struct Case: CustomTestStringConvertible {
    let target: FuzzTarget
    let testDescription: String
    let bytes: [UInt8]
  }

  static let findings = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/Findings")

  static let cases: [Case] = FuzzTarget.all.flatMap { target in
    let folder = findings.appending(path: target.name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
    let kept = names.compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map {
        Case(target: target, testDescription: "\(target.name)/\(name)", bytes: [UInt8]($0))
      }
    }
    let seeds = ((try? target.seeds()) ?? []).enumerated().map {
      Case(target: target, testDescription: "\(target.name), seed \($0.offset)", bytes: $0.element)
    }
    return seeds + kept
  }

  @Test func `Every parser has something to begin from`() {
    for target in FuzzTarget.all { #expect(Self.cases.contains { $0.target.name == target.name }) }
  }

  @Test(.timeLimit(.minutes(1)), arguments: cases)
  func `Nothing breaks, whatever the bytes are`(_ input: Case) throws { try input.target.run(input.bytes) }

  /// A few minutes' work of scripts/fuzz in a few seconds: the seeds, damaged.
  @Test(.timeLimit(.minutes(2)), arguments: FuzzTarget.all.map(\.name))
  func `Nothing breaks when good input is damaged`(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let seeds = try target.seeds().filter { $0.count < 50_000 }
    var random = SplitMix(seed: 4)
    for _ in 0..<100 {
      var bytes = try #require(seeds.randomElement(using: &random))
      for _ in 0..<Int.random(in: 1...8, using: &random) { bytes.damage(with: seeds, using: &random) }
      do { try target.run(bytes) } catch { Issue.record("\(error): \(Data(bytes).base64EncodedString())") }
    }
  }
}

extension [UInt8] {
  /// One change: a byte, a bit, a piece gone, a piece twice, a piece of another.
  fileprivate mutating func damage(with others: [[UInt8]], using random: inout SplitMix) {
    guard !isEmpty, let other = others.randomElement(using: &random), !other.isEmpty else { return append(0) }
    let at = Int.random(in: 0..<count, using: &random)
    let end = Swift.min(count, at + Int.random(in: 1...64, using: &random))
    let from = Int.random(in: 0..<other.count, using: &random)
    let piece = other[from..<Swift.min(other.count, from + end - at)]
    switch Int.random(in: 0..<5, using: &random) {
    case 0: self[at] = UInt8.random(in: 0...255, using: &random)
    case 1: self[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: removeSubrange(at..<end)
    case 3: insert(contentsOf: self[at..<end], at: at)
    default: replaceSubrange(at..<end, with: piece)
    }
  }
}
