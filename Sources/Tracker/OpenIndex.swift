import GRDB

/// The file of an index while it is open. When the last reference goes, it is closed and sealed, which spares
/// the next opening the check.
///
/// Code that uses `database` must keep this object alive. A `close()` would have to be guarded, because GRDB
/// 7.10 reads through a null pointer after it.
final class OpenIndex: Sendable {
  let database: DatabaseQueue
  private let file: IndexFile?

  /// - Parameter file: `nil` for an index in memory.
  init(_ database: DatabaseQueue, _ file: IndexFile?) {
    self.database = database
    self.file = file
  }

  deinit {
    // Closing the last connection moves the log into the file, so the seal comes after it.
    try? database.close()
    if let file { FileSeal(of: file).renew() }
  }
}
