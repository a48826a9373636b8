import Foundation
import Rehearsal
import Signal
import Testing

@testable import Recording

/// What an older Aloud wrote is read, and what a later one wrote is not destroyed.
@Suite struct SidecarTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// As Aloud 0.1.0 wrote them.
  private func fixture(_ part: Int) throws -> [UInt8] {
    Array(try Data(contentsOf: Self.fixtures.appending(path: "format-1-part-\(part).json")))
  }

  private func take(_ bytes: [UInt8]) throws -> Take {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let id = try #require((object["id"] as? String).flatMap { TakeID($0) })
    return try Sidecar.take(from: bytes, id: id, path: "take.json")
  }

  /// The fixture with an object's keys changed.
  private func changed(_ change: (inout [String: Any]) -> Void) throws -> [UInt8] {
    var object = try #require(try JSONSerialization.jsonObject(with: Data(fixture(1))) as? [String: Any])
    change(&object)
    return Array(try JSONSerialization.data(withJSONObject: object))
  }

  private func object(_ bytes: [UInt8]) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary)
  }

  @Test(arguments: [1, 2]) func `a take of format 1 is read and written as it was, byte for byte`(part: Int)
    throws
  {
    let bytes = try fixture(part)
    let take = try take(bytes)
    #expect(take.format == 1 && take.marks.isEmpty)
    #expect(take.gaps.count == 3 - part)
    #expect(take.part == (part == 1 ? nil : part))
    #expect(take.covered == (part == 1 ? [0, 2] : []))
    #expect(try Sidecar.bytes(of: take, path: "") == bytes)
    #expect(try Sidecar.bytes(of: take, replacing: bytes, path: "") == bytes)
  }

  @Test func `a take with marks is of format 2, which an older Aloud leaves alone`() throws {
    var take = try take(fixture(1))
    take.marks = [Mark(.section, at: 0, name: "1"), Mark(Mark.Kind(rawValue: "later"), at: 96_000)]
    let bytes = try Sidecar.bytes(of: take, replacing: fixture(1), path: "")
    #expect(try object(bytes)["format"] as? Int == 2)
    #expect(try self.take(bytes) == take)
  }

  @Test(arguments: [[-1], [5, 4], [96_001]]) func `marks out of range or order are damage`(positions: [Int64])
    throws
  {
    var take = try take(fixture(1))
    take.marks = positions.map { Mark(.bookmark, at: $0) }
    let bytes = try Sidecar.bytes(of: take, path: "")
    let error = #expect(throws: TakeLibraryError.self) { try self.take(bytes) }
    #expect(error?.kind == .damaged)
  }

  @Test(arguments: [
    ("part", ["9223372036854775807", "-9223372036854775808", "0", "100001", "1e300"]),
    ("frames", ["9223372036854775807", "-1", "2147483648"]),
    ("covered", ["[9223372036854775807]", "[-1]"]), ("clockDriftPPM", ["1e300", "-1000001"]),
    ("gaps", [#"[{"position":9223372036854775807,"length":9223372036854775807,"cause":"stall"}]"#]),
    ("marks", [#"[{"position":9223372036854775807,"kind":"bookmark"}]"#]),
  ])
  func `a number that cannot be is damage, wherever it stands`(key: String, numbers: [String]) throws {
    let id = try take(fixture(1)).id
    for number in numbers {
      var object = try #require(
        try JSONSerialization.jsonObject(with: Data(fixture(1))) as? [String: Any])
      object[key] = "PLACE"
      let text = String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
      let bytes = Array(text.replacingOccurrences(of: "\"PLACE\"", with: number).utf8)
      let error = #expect(throws: TakeLibraryError.self, "\(key): \(number)") {
        try Sidecar.take(from: bytes, id: id, path: "take.json")
      }
      #expect(error?.kind == .damaged, "\(key): \(number)")
    }
  }

  @Test func `keys that are not known survive a change, at every level`() throws {
    let bytes = try changed { object in
      object["mood"] = ["calm", 1.5, NSNull()] as [Any]
      for key in ["prompt", "target", "device"] {
        var nested = object[key] as? [String: Any] ?? [:]
        nested["later"] = ["deep": true]
        object[key] = nested
      }
      var gaps = object["gaps"] as? [[String: Any]] ?? []
      gaps[1]["channel"] = 2
      object["gaps"] = gaps
    }
    var take = try take(bytes)
    take.note = "new"
    take.covered = []
    take.prompt.title = "Other"
    take.gaps.removeFirst()
    let written = try object(Sidecar.bytes(of: take, replacing: bytes, path: ""))
    let expected = try changed { object in
      object["note"] = "new"
      object["covered"] = [Int]()
    }
    var goal = try object(bytes) as? [String: Any] ?? [:]
    goal["note"] = "new"
    goal["covered"] = [Int]()
    goal["gaps"] = Array((goal["gaps"] as? [Any] ?? []).dropFirst())
    var prompt = goal["prompt"] as? [String: Any] ?? [:]
    prompt["title"] = "Other"
    goal["prompt"] = prompt
    #expect(written == goal as NSDictionary)
    // What was understood and taken away is gone.
    take.note = nil
    #expect(try object(Sidecar.bytes(of: take, replacing: expected, path: ""))["note"] == nil)
  }

  @Test func `an ending or cause that is not known is no damage, and stays`() throws {
    let bytes = try changed { object in
      object["ending"] = "bored"
      var gaps = object["gaps"] as? [[String: Any]] ?? []
      gaps[0]["cause"] = "gremlins"
      object["gaps"] = gaps
    }
    var take = try take(bytes)
    #expect(take.ending == nil)
    #expect(take.gaps.map(\.cause) == [.other, .overrun])
    take.note = "new"
    let written = try object(Sidecar.bytes(of: take, replacing: bytes, path: ""))
    #expect(written["ending"] as? String == "bored")
    #expect((written["gaps"] as? [[String: Any]])?.map { $0["cause"] as? String } == ["gremlins", "overrun"])
  }

  @Test func `nothing is kept of a sidecar that is none`() throws {
    let take = try take(fixture(1))
    #expect(try Sidecar.bytes(of: take, replacing: Array("{ broken".utf8), path: "") == fixture(1))
  }

  @Test func `the lists that Aloud 0_1 asks for are keys also where they are empty`() throws {
    var take = try take(fixture(1))
    (take.gaps, take.covered) = ([], [])
    let written = try object(Sidecar.bytes(of: take, path: ""))
    #expect(written["gaps"] as? NSArray == [] && written["covered"] as? NSArray == [])
  }
}
