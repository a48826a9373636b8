/// What the index could not do. It never concerns a take itself: the audio and its sidecar stay as they are,
/// so a caller may always go on without the index.
public struct TrackerError: Error, Hashable, Sendable {
  /// What the caller can do about it.
  public let kind: Kind
  /// What was being done.
  public let operation: Operation
  /// The file it was done to.
  public let path: String
  /// The code that SQLite or the system gave; `nil` when Aloud itself refused.
  public let code: Code?
  /// The words of SQLite, of the system or of Aloud, in English.
  public let message: String

  /// Kinds of failure, by what the caller can do.
  public enum Kind: String, Sendable, CaseIterable {
    /// The file is not an intact index: call `TakeIndex.replace(at:because:now:)`, then rebuild.
    case damaged
    /// A later version of Aloud made the file. It is left alone; go on without it.
    case newerSchema
    /// The file, its folder or its disk cannot be written to.
    case notWritable
    /// The disk, or what this person may use of it, is full. Nothing was half stored.
    case diskFull
    /// Another process held the file for longer than `TakeIndex.patience`. Try again.
    case busy
    /// The path is not an ordinary file, or there is no folder to put it in.
    case cannotOpen
    /// The disk failed to read or write.
    case ioFailed
    /// A value that cannot be stored, for example a number that is not finite.
    case unstorable
    /// Anything else; see `message`.
    case other
  }

  /// What the index does.
  public enum Operation: String, Sendable, CaseIterable {
    /// Opening, creating and checking the file.
    case open
    /// Moving a damaged file out of the way.
    case setAside
    /// Copying the file before its schema changes.
    case backUp
    /// Changing the schema.
    case migrate
    /// Storing one take.
    case record
    /// Forgetting one take.
    case remove
    /// Storing all takes again.
    case rebuild
    /// Answering a question.
    case read
  }

  /// An error code and who gave it.
  public enum Code: Hashable, Sendable {
    /// Extended result code of SQLite.
    case sqlite(Int32)
    /// `errno`.
    case system(Int32)
  }

  init(_ kind: Kind, _ operation: Operation, path: String, code: Code? = nil, message: String) {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.code = code
    self.message = message
  }
}
