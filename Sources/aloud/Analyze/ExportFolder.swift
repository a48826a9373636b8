import Files
import Foundation
import Practice
import Report

/// The folder that exports go into; it and its parents are created if missing.
struct ExportFolder {
  private let name: FileName

  init(_ name: FileName) { self.name = name }

  /// Writes the export of `file` under the file's name with the format's extension. Only the person may read
  /// it.
  /// - Throws: `ExportFailed`, also if a file of that name exists.
  func write(_ text: String, _ export: Export, of file: FileName) throws {
    make()
    let target = FileName(bytes: name.bytes + "/".utf8 + file.stem.bytes + ".\(export.fileExtension)".utf8)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = target.withCString { open($0, flags, 0o600) }
    guard descriptor >= 0 else {
      throw ExportFailed(path: target.text, reason: String(cString: strerror(errno)))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do { try handle.write(contentsOf: Data(text.utf8)) } catch {
      target.withCString { _ = unlink($0) }
      throw ExportFailed(path: target.text, reason: (error as NSError).localizedDescription)
    }
  }

  private func make() {
    let slash = UInt8(ascii: "/")
    for end in name.bytes.indices where end > 0 && name.bytes[end] == slash {
      FileName(bytes: name.bytes[..<end]).withCString { _ = mkdir($0, 0o700) }
    }
    // Errors are ignored here: if the folder could not be created, opening the file fails.
    name.withCString { _ = mkdir($0, 0o700) }
  }
}

/// An export that could not be written.
struct ExportFailed: Worded {
  let path, reason: String
  var words: String { "\(ErrorText.quoted(path)) could not be written" }
}
