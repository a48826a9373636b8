import Foundation
package import Rehearsal
import Signal

/// `take.json`: a take as text, and the checks of a text that is read.
package enum Sidecar {
  /// A file with more bytes is not a sidecar: 4096 gaps, 1024 marks with the longest names and the longest
  /// prompt take half of this.
  static let mostBytes = 2 << 20

  /// Stable text: sorted keys, one value a line.
  /// - Parameter old: the sidecar that is replaced. Whatever this version does not know in it is kept, at
  ///   every level. Nothing is kept if `old` is not a take.
  package static func bytes(of take: Take, replacing old: [UInt8]? = nil, path: String)
    throws(TakeLibraryError) -> [UInt8]
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      var bytes = try encoder.encode(take)
      if let old, let kept = try? keeping(Data(old), in: bytes, encoder) { bytes = kept }
      return Array(bytes) + [UInt8(ascii: "\n")]
    } catch {
      throw TakeLibraryError(.damaged, "save", path, "\(error)")
    }
  }

  private static func keeping(_ old: Data, in new: Data, _ encoder: JSONEncoder) throws -> Data {
    let decoder = JSONDecoder()
    let understood = try encoder.encode(decoder.decode(Take.self, from: old))
    let values = try [new, old, understood].map { try decoder.decode(JSONValue.self, from: $0) }
    return try encoder.encode(values[0].keeping(values[1], understood: values[2]))
  }

  /// - Throws: `damaged`, or `newer` if a newer version wrote it.
  package static func take(from bytes: [UInt8], id: TakeID, path: String) throws(TakeLibraryError) -> Take {
    struct Header: Decodable { var format: Int }
    let data = Data(bytes)
    let decoder = JSONDecoder()
    if let header = try? decoder.decode(Header.self, from: data), header.format > Take.currentFormat {
      throw TakeLibraryError(.newer, "load", path, "format \(header.format)")
    }
    let take: Take
    do {
      take = try decoder.decode(Take.self, from: data)
    } catch {
      throw TakeLibraryError(.damaged, "load", path, "\(error)")
    }
    if let reason = fault(in: take, id: id) { throw TakeLibraryError(.damaged, "load", path, reason) }
    return take
  }

  /// The most points that a list of what an answer covers can have; a pack may have 12.
  private static let mostCovers = 10_000
  /// More than a clock can be off, in parts per million.
  private static let mostDrift = 1e6

  private static func impossibleNumber(in take: Take) -> String? {
    if !SampleRate.allowed.contains(take.device.sampleRate) { return "\(take.device.sampleRate) Hz" }
    if !(0...Int64(Int32.max)).contains(take.frames) { return "\(take.frames) frames" }
    if let part = take.part, !(1...Take.mostParts).contains(part) { return "part \(part)" }
    if let point = take.covered.first(where: { !(0..<mostCovers).contains($0) }) { return "point \(point)" }
    if let drift = take.clockDriftPPM, !(-mostDrift...mostDrift).contains(drift) {
      return "a drift of \(drift)"
    }
    return nil
  }

  /// What is impossible, although it decodes; `nil` if nothing is.
  private static func fault(in take: Take, id: TakeID) -> String? {
    if take.id != id { return "the id is \(take.id)" }
    if let reason = impossibleNumber(in: take) { return reason }
    // The length is not known before the end.
    let most = take.state == .recording ? Int64(Int32.max) : take.frames
    var last: Int64 = 0
    for mark in take.marks {
      guard last <= mark.position, mark.position <= most else {
        return "a mark at frame \(mark.position)"
      }
      last = mark.position
    }
    var end: Int64 = 0
    for gap in take.gaps {
      guard gap.position >= end, gap.length > 0, gap.length <= Int64(Int32.max),
        gap.position <= Int64(Int32.max)
      else { return "a gap at frame \(gap.position)" }
      end = gap.position + gap.length
    }
    return nil
  }
}
