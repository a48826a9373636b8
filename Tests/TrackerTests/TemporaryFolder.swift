import Foundation

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
  let path: String

  /// - Parameter inMemory: keep it off the disk where the system can, for tests of many rounds that are not
  ///   about the disk.
  init(inMemory: Bool = false) throws {
    let memory = inMemory && FileManager.default.isWritableFile(atPath: "/dev/shm")
    path = (memory ? "/dev/shm/" : NSTemporaryDirectory()) + "aloud-tracker-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var indexPath: String { path + "/aloud.sqlite" }

  /// Names of all files, sorted.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  func mode(of name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path + "/" + name)) }

  func write(_ data: Data, to name: String) throws { try data.write(to: URL(filePath: path + "/" + name)) }
}
