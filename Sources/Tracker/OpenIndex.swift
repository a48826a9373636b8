import GRDB

/// The file of an index while it is open. It is closed with the last reference, and sealed then, which spares the next
/// opening the check.
///
/// Whoever uses `database` must keep this alive meanwhile. A `close()` would have to be guarded, because GRDB 7.10 reads through a null pointer after it.
final class OpenIndex: Sendable {
  let database: DatabaseQueue
  private let file: IndexFile

  init(_ database: DatabaseQueue, _ file: IndexFile) {
    self.database = database
    self.file = file
  }

  deinit {
    // The last connection moves the log into the file, so the seal comes after it.
    try? database.close()
    FileSeal(of: file).renew()
  }
}
