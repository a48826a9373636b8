/// What turns a part of a file into frames.
protocol SoundDecoder: AnyObject {
  /// Frames per second, as the part says.
  var sampleRate: Int { get }
  var channels: Int { get }
  /// Frames that the part claims, bounded by its size where each frame has a fixed size; 0 if it claims none.
  var frames: Int64 { get }
  /// Why it could not go on; `nil` after a read without trouble.
  var trouble: String? { get }
  /// What it knows of the whole once that is read; `nil` if it knows no more than the map of the file does.
  var ending: SoundEnding? { get }

  /// Reads up to `wanted` frames, interleaved. Samples that are not finite are read as 0.
  /// - Returns: frames read; 0 at the end, and where it cannot go on.
  func read(_ wanted: Int, into base: UnsafeMutablePointer<Float>) -> Int

  /// Goes to `frame`.
  /// - Returns: why it could not.
  func seek(to frame: Int64) -> String?
}

/// What a decoder has to say at the end.
struct SoundEnding {
  /// Seconds that the file claims.
  let claimed: Double?
  /// Times that it met something broken, of which it does not say how much it held.
  let troubles: Int
  /// True if it stopped before the end.
  let isCut: Bool

  /// Seconds that the claim of such a file may be off: encoders add up to 0.1 s, and count in whole blocks.
  static let tolerance = 0.3
}
