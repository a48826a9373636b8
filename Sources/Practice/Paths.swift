public import Foundation

/// Where Aloud keeps and finds things, by the XDG Base Directory Specification 0.8: a variable that is unset,
/// empty or not absolute counts as unset.
public struct Paths: Sendable {
  /// The person's recordings, index and packs.
  public let data: URL
  /// Folders with packs. A pack in a later folder replaces one in an earlier folder, so the person's own come
  /// last.
  public let packFolders: [URL]
  /// Where packs are looked for: `packFolders`, and where those that came with the binary should be.
  public let searchedFolders: [URL]

  /// - Parameters:
  ///   - environment: the variables of a process.
  ///   - executable: the binary, beside which the shipped packs lie.
  public init(environment: [String: String], executable: URL) {
    func absolute(_ name: String) -> URL? {
      environment[name].flatMap { $0.hasPrefix("/") ? URL(filePath: $0, directoryHint: .isDirectory) : nil }
    }
    let home = absolute("HOME") ?? URL(filePath: NSHomeDirectory(), directoryHint: .isDirectory)
    data = (absolute("XDG_DATA_HOME") ?? home.appending(path: ".local/share")).appending(path: "aloud")
    let shipped = Self.shipped(beside: executable)
    let found = shipped.first { FileManager.default.fileExists(atPath: $0.path) }
    packFolders = [found].compactMap(\.self) + [data.appending(path: "packs")]
    searchedFolders = (found.map { [$0] } ?? shipped) + [data.appending(path: "packs")]
  }

  /// Everything in one folder, with packs from `packFolders` and from the folder itself.
  public init(data: URL, packFolders: [URL] = []) {
    self.data = data
    self.packFolders = packFolders + [data.appending(path: "packs")]
    searchedFolders = self.packFolders
  }

  /// The paths of this process.
  /// - Throws: `NameIsNoText` for a folder whose name is not text: with the bytes replaced it would name
  ///   another folder.
  public static var standard: Paths {
    get throws(NameIsNoText) {
      for name in ["XDG_DATA_HOME", "HOME"] {
        guard let value = getenv(name), value.pointee == CChar(bitPattern: UInt8(ascii: "/")) else {
          continue
        }
        guard String(validatingCString: value) != nil else { throw NameIsNoText(variable: name) }
        break
      }
      return Paths(environment: ProcessInfo.processInfo.environment, executable: executable)
    }
  }

  /// The recordings.
  public var takes: URL { data.appending(path: "takes") }
  /// The index of them.
  public var index: URL { data.appending(path: "aloud.sqlite") }
  /// The person's own packs.
  public var ownPacks: URL { data.appending(path: "packs") }

  /// Where the packs that came with this binary may be: under the prefix where it is installed, or in the checkout
  /// where it was built.
  private static func shipped(beside executable: URL) -> [URL] {
    let binary = executable.resolvingSymlinksInPath()
    let installed = binary.deletingLastPathComponent().appending(path: "../share/aloud/packs").standardized
    var candidates = [installed]
    var folder = binary.deletingLastPathComponent()
    while folder.path.count > 1 {
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
        candidates.append(folder.appending(path: "Prompts"))
      }
      folder.deleteLastPathComponent()
    }
    return candidates
  }

  /// The running binary.
  private static var executable: URL {
    URL(filePath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "aloud")
  }
}

/// A variable of the environment names a folder with bytes that are not UTF-8.
public struct NameIsNoText: Error {
  /// The variable.
  public let variable: String
}
