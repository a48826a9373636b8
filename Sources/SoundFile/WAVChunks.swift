/// The chunks of a RIFF WAVE file up to its samples, found without libsndfile.
///
/// libsndfile also looks for chunks where there are none, and in some damaged files never stops (1.2.0, found
/// by `scripts/fuzz wav`). So it is asked only if the chunks lead to samples, and sees only the chunks it
/// needs: see `WAVView`.
struct WAVChunks {
  /// Positions of the tags of those chunks before the samples that say nothing about the samples.
  private(set) var others: [Int64] = []
  /// First byte after the samples.
  private(set) var end: Int64 = 0

  /// Chunks that libsndfile needs, beside those that `init` reads.
  private static let needed: Set = ["fact", "JUNK"]

  /// True if libsndfile may read the file unmodified.
  func isPlain(fileSize: Int64) -> Bool { others.isEmpty && end == fileSize }

  /// - Returns: `nil` if the chunks lead to no samples.
  init?(descriptor: Int32, fileSize: Int64) {
    guard let riff = RIFFChunk(at: 0, of: descriptor) else { return nil }
    let isBigEndian = riff.tag == "RIFX"
    var offset: Int64 = 12
    var longSize: UInt64?
    var hasFormat = false
    for _ in 0..<RIFFChunk.mostBeforeSamples {
      guard let chunk = RIFFChunk(at: offset, of: descriptor, isBigEndian: isBigEndian), chunk.isPrintable
      else { return nil }
      switch chunk.tag {
      case "data":
        guard hasFormat else { return nil }
        let length = chunk.size == .max ? longSize ?? 0 : UInt64(chunk.size)
        let most = fileSize - chunk.contents
        // 0: the recorder never got to write the size.
        end = chunk.contents + (length == 0 ? most : min(most, Int64(clamping: length)))
        return
      case "fmt ":
        hasFormat = true
      case "ds64":
        // Size of the whole, then of the samples (EBU Tech 3306).
        longSize = RIFFChunk.bytes(8, at: chunk.contents + 8, of: descriptor).map { RIFFChunk.number($0) }
      default:
        if !Self.needed.contains(chunk.tag) { others.append(offset) }
      }
      offset = chunk.end
    }
    return nil
  }
}
