public import Files
import Glibc
public import Rehearsal

extension PackReader {
  /// The pack in the file at `path`.
  ///
  /// - Throws: `PackError`, named by `path`, if the file cannot be opened, is not a regular file, is larger
  ///   than 1 MiB, or has mistakes.
  public static func read(fileAt path: String) throws(PackError) -> Pack {
    try read(fileAt: FileName(path), named: path)
  }

  /// The pack in the file at `path`; like any file name, it may be any bytes.
  ///
  /// - Parameter name: what to call the file in the error.
  /// - Throws: as for a path that is text.
  public static func read(fileAt path: FileName, named name: String) throws(PackError) -> Pack {
    try read(PackFile.bytes(at: path, named: name), named: name)
  }
}

/// Files and folders of packs, read with limits.
enum PackFile {
  /// The content of the file at `path`, read to at most one byte past the limit.
  static func bytes(at path: FileName, named name: String) throws(PackError) -> [UInt8] {
    do throws(FileFault) {
      // Without O_NONBLOCK, opening a pipe that has no writer would wait forever. It does nothing for a
      // regular file.
      guard let file = path.open(O_RDONLY | O_NONBLOCK) else { throw .last }
      return try file.contents(limit: PackLimits.bytes + 1)
    } catch {
      throw failure(error == .notRegular ? .notAFile : .unreadable(errno: error.code), name)
    }
  }

  /// The paths of the packs in `folder`, by name; none if there is no such folder.
  static func paths(inFolder folder: String) throws(PackError) -> [FileName] {
    guard let opened = Descriptor.folder(folder), let names = Descriptor.names(in: opened.number) else {
      let fault = FileFault.last
      if fault.kind == .missing { return [] }
      throw failure(.unreadable(errno: fault.code), folder)
    }
    let start = Array((folder.hasSuffix("/") ? folder : folder + "/").utf8)
    return names.filter {
      !$0.text.hasPrefix(".") && ($0.text.hasSuffix(".yaml") || $0.text.hasSuffix(".yml"))
    }
    .sorted { $0.text < $1.text }.map { FileName(bytes: start + $0.bytes) }
  }

  private static func failure(_ kind: PackDiagnostic.Kind, _ path: String) -> PackError {
    PackError(name: path, diagnostics: [PackDiagnostic(kind)])
  }
}
