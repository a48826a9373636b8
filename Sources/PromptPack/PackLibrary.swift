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
  public init(readingFolders folders: [String]) {
    var shelf: [Shelved] = []
    var broken: [PackError] = []
    for folder in folders {
      do throws(PackError) {
        let (packs, errors) = Self.packs(of: try PackFile.paths(inFolder: folder))
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

  private static func packs(of paths: [FileName]) -> (
    packs: [Shelved], broken: [PackError]
  ) {
    var packs: [Shelved] = []
    var broken: [PackError] = []
    for file in paths {
      let path = file.text
      do throws(PackError) {
        let pack = try PackReader.read(fileAt: file, named: path)
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

extension Pack {
  fileprivate func hasSameID(as other: Pack) -> Bool { id.lowercased() == other.id.lowercased() }
}
