/// A parser of bytes that come from outside, and what must hold of it whatever they are.
///
/// `scripts/fuzz` makes bytes for it until something breaks; the tests walk over its seeds and over every input that once
/// broke something.
public struct FuzzTarget: Sendable {
  /// One word, for the command line and for folders.
  public let name: String
  /// What is parsed, in a few words.
  public let about: String
  /// Good inputs to begin from.
  public let seeds: @Sendable () throws -> [[UInt8]]
  /// Parses, and goes on with what was parsed as Aloud does.
  /// - Throws: `BrokenPromise`.
  public let run: @Sendable ([UInt8]) throws -> Void

  /// All of them.
  public static let all = [sidecar, memory, pack, wav, samples, pacing, text]

  /// The target of that name.
  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// Something that must never happen did.
public struct BrokenPromise: Error, CustomStringConvertible {
  /// What.
  public let description: String
}

/// - Throws: `BrokenPromise` unless `condition` holds.
func promise(_ condition: Bool, _ broken: @autoclosure () -> String) throws(BrokenPromise) {
  if !condition { throw BrokenPromise(description: broken()) }
}
