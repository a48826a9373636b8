import Files
public import Rehearsal

/// All packs that a person has.
public struct PackLibrary: Sendable {
  /// The packs that can be used, folder by folder, in the order of the file names.
  public let packs: [Shelved]
  /// The files and folders that cannot be used. They never keep the others from being read.
  public let broken: [PackError]

  /// A pack and the file it came from.
  public struct Shelved: Hashable, Sendable {
    /// The pack.
    public let pack: Pack
    /// Its file.
    public let path: String
  }

  /// Reads every `*.yaml` and `*.yml` of `folders`, hidden files excepted.
  ///
  /// A pack replaces one of the same id (case does not count) from an earlier folder, so that a person can
  /// change a shipped pack by putting a copy into a folder of their own. Inside one folder, the second file
  /// with an id counts as broken. A folder that does not exist counts as empty.
  /// - Parameter words: only files in whose text all of these stand are read as packs, case ignored; hundreds of packs
  ///   take seconds.
  public init(readingFolders folders: [String], mentioning words: [String] = []) {
    var shelf: [Shelved] = []
    var broken: [PackError] = []
    for folder in folders {
      do throws(PackError) {
        let (packs, errors) = Self.packs(of: try PackFile.paths(inFolder: folder), words)
        shelf.removeAll { old in packs.contains { $0.pack.hasSameID(as: old.pack) } }
        shelf += packs
        broken += errors
      } catch {
        broken.append(error)
      }
    }
    packs = shelf
    self.broken = broken
  }

  /// How many files there are to read.
  public static func fileCount(inFolders folders: [String]) -> Int {
    folders.reduce(0) { count, folder in count + ((try? PackFile.paths(inFolder: folder).count) ?? 0) }
  }

  /// The first pack that can be used, which one of the same id in a later folder may replace; `nil` without any.
  public static func first(inFolders folders: [String]) -> Pack? {
    folders.lazy.flatMap { (try? PackFile.paths(inFolder: $0)) ?? [] }
      .compactMap { try? PackReader.read(fileAt: $0, named: $0.text) }.first
  }

  private static func packs(of paths: [FileName], _ words: [String]) -> (
    packs: [Shelved], broken: [PackError]
  ) {
    var packs: [Shelved] = []
    var broken: [PackError] = []
    for file in paths {
      let path = file.text
      do throws(PackError) {
        let bytes = try PackFile.bytes(at: file, named: path)
        guard words.allSatisfy({ bytes.mention($0) }) else { continue }
        let pack = try PackReader.read(bytes, named: path)
        if let first = packs.first(where: { $0.pack.hasSameID(as: pack) }) {
          let taken = PackDiagnostic(.takenPackID(pack.id, by: first.path), path: "id")
          throw PackError(name: path, diagnostics: [taken])
        }
        packs.append(Shelved(pack: pack, path: path))
      } catch {
        broken.append(error)
      }
    }
    return (packs, broken)
  }
}

extension [UInt8] {
  /// True if the bytes have `word`, case of ASCII letters ignored.
  fileprivate func mention(_ word: String) -> Bool {
    func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    let wanted = word.utf8.map(lower)
    guard let first = wanted.first, wanted.count <= count else { return wanted.isEmpty }
    return withUnsafeBufferPointer { text in
      for start in 0...(text.count - wanted.count) where lower(text[start]) == first {
        if wanted.indices.allSatisfy({ lower(text[start + $0]) == wanted[$0] }) { return true }
      }
      return false
    }
  }
}

extension Pack {
  fileprivate func hasSameID(as other: Pack) -> Bool { id.lowercased() == other.id.lowercased() }
}
