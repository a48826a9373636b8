import Foundation
package import Rehearsal
import Signal

/// `take.json`: a take as text, and the checks that make a text a take.
package enum Sidecar {
  /// More bytes than this are no sidecar: 4096 gaps and the longest prompt take half of it.
  static let mostBytes = 1_048_576

  /// Stable text: sorted keys, one value a line.
  package static func bytes(of take: Take, path: String) throws(TakeLibraryError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(take)) + [UInt8(ascii: "\n")]
    } catch {
      throw TakeLibraryError(.damaged, "save", path, "\(error)")
    }
  }

  /// - Throws: `damaged`, or `newer` when another version wrote it.
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

  /// What cannot be, although it decodes; `nil` when all can.
  private static func fault(in take: Take, id: TakeID) -> String? {
    if take.id != id { return "the id is \(take.id)" }
    if !SampleRate.allowed.contains(take.device.sampleRate) { return "\(take.device.sampleRate) Hz" }
    if take.frames < 0 || take.frames > Int64(Int32.max) { return "\(take.frames) frames" }
    if take.clockDriftPPM.map({ !$0.isFinite }) == true { return "the clock drift is no number" }
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
