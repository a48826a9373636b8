import Files
import Foundation
import Practice
import Report

/// The folder that exports go into. Each file has a name there that no other has.
struct ExportFolder {
  /// The files, each once.
  let files: [FileName]
  /// Files that were listed more than once.
  let repeated: [FileName]
  private let names: [FileName: FileName]
  private let replaces: Bool
  /// What must not be replaced: somebody's recording may have the ending of an export.
  private let sounds: Set<Identity>

  /// Makes the folder, and its parents, if they are missing.
  /// - Parameter replacing: true if an export may replace a file that is there.
  /// - Throws: `ExportFailed` if nothing can be written there.
  init(_ folder: FileName, _ export: Export, of files: [FileName], replacing: Bool) throws(ExportFailed) {
    let ending = Array(".\(export.fileExtension)".utf8)
    let names = ExportNames(files, most: Int(NAME_MAX) - ending.count)
    (self.files, repeated, replaces) = (names.files, names.repeated, replacing)
    self.names = names.names.mapValues { FileName(bytes: folder.bytes + "/".utf8 + $0.bytes + ending) }
    sounds = replacing ? Set(files.compactMap { Self.status(of: $0, stat).map(Identity.init) }) : []
    try Self.make(folder)
    guard folder.withCString({ access($0, W_OK | X_OK) }) == 0 else {
      throw ExportFailed(folder, .fault(.last))
    }
  }

  /// Why the export of `file` cannot be written, as far as that is known before it is measured.
  func refusal(of file: FileName) -> ExportFailed? {
    guard let name = names[file], let status = Self.status(of: name, lstat) else { return nil }
    guard replaces else { return ExportFailed(name, .alreadyExists) }
    if sounds.contains(Identity(status)) { return ExportFailed(name, .isSound) }
    let isFileOrLink = [S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT)
    return isFileOrLink ? nil : ExportFailed(name, .fault(.notRegular))
  }

  /// Writes the export of `file`. Only the person may read it.
  func write(_ text: String, of file: FileName) throws(ExportFailed) {
    if let refusal = refusal(of: file) { throw refusal }
    guard let name = names[file] else { return }
    do throws(FileFault) {
      try name.write(Array(text.utf8), replacing: replaces)
    } catch {
      throw ExportFailed(name, error.kind == .alreadyExists ? .alreadyExists : .fault(error))
    }
  }

  private static func make(_ folder: FileName) throws(ExportFailed) {
    let slash = UInt8(ascii: "/")
    for end in folder.bytes.indices where end > 0 && folder.bytes[end] == slash {
      FileName(bytes: folder.bytes[..<end]).withCString { _ = mkdir($0, 0o700) }
    }
    guard folder.withCString({ mkdir($0, 0o700) }) != 0, errno != EEXIST || !isFolder(folder) else { return }
    throw ExportFailed(folder, .fault(FileFault(errno: errno == EEXIST ? ENOTDIR : errno)))
  }

  private static func isFolder(_ name: FileName) -> Bool {
    status(of: name, stat).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  private struct Identity: Hashable {
    let device: dev_t
    let inode: ino_t

    init(_ status: stat) { (device, inode) = (status.st_dev, status.st_ino) }
  }

  private static func status(
    of name: FileName, _ look: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
  ) -> stat? {
    var status = stat()
    return name.withCString { look($0, &status) } == 0 ? status : nil
  }
}

/// An export that could not be written.
struct ExportFailed: Worded {
  enum Reason {
    case alreadyExists
    /// The name is that of a sound which is being measured.
    case isSound
    case fault(FileFault)
  }

  let reason: Reason
  private let path: String

  init(_ name: FileName, _ reason: Reason) { (path, self.reason) = (name.text, reason) }

  var words: String {
    let path = ErrorText.quoted(path)
    return switch reason {
    case .alreadyExists: "\(path) is there already"
    case .isSound: "\(path) is one of the sounds, and no export replaces those"
    case .fault(let fault) where fault.kind == .notPermitted: "you may not write \(path) (\(fault.words))"
    case .fault(let fault) where fault.kind == .full: "\(path): the disk is full"
    case .fault(let fault): "\(path) could not be written (\(fault.words))"
    }
  }

  /// What to do about it.
  var advice: String {
    switch reason {
    case .alreadyExists: "; replace it with --force, or give another folder with --to."
    case .isSound: "; give another folder with --to."
    case .fault(let fault) where fault.kind == .notPermitted:
      "; check its owner and rights, or give another folder with --to."
    case .fault(let fault) where fault.kind == .full: "; free some space, or give another folder with --to."
    case .fault: "; give another folder with --to."
    }
  }
}
