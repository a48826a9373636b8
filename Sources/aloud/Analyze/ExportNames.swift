import Files
import Foundation
import Rehearsal

/// Names for the exports of files, without an ending: the id of a take, else the file's name without its ending. Files that
/// would get the same name are told apart by their endings and folders. Two names are the same if they differ only by
/// letter case or by the form of a letter with an accent: some file systems take them for one.
struct ExportNames {
  /// The name of each file.
  let names: [FileName: FileName]
  /// The files, each once.
  let files: [FileName]
  /// Those that were listed again, perhaps by another path.
  let repeated: [FileName]

  /// - Parameters:
  ///   - files: as they were given; `-` is standard input.
  ///   - most: bytes that a name may have.
  init(_ files: [FileName], most: Int) {
    var folders = Folders()
    var seen: Set<[[UInt8]]> = []
    var sources: [Source] = []
    var repeated: [FileName] = []
    for file in files {
      let source = Source(file, in: folders.parts(of: file))
      let isNew = seen.insert(source.path).inserted
      if isNew { sources.append(source) } else { repeated.append(file) }
    }
    self.files = sources.map(\.file)
    self.repeated = repeated
    Self.tellApartByEnding(&sources)
    Self.tellApartByFolder(&sources)
    names = Self.numbered(sources, most: most)
  }

  /// Files of one folder get their endings into their names, and with them those of the same name elsewhere.
  private static func tellApartByEnding(_ sources: inout [Source]) {
    for group in groups(of: sources) where Set(group.map { sources[$0].folders }).count < group.count {
      for index in group where !sources[index].ending.isEmpty {
        sources[index].name += Array(".".utf8) + sources[index].ending
      }
    }
  }

  /// As many folders before the name as it takes. Folders may themselves differ by no more than letter case.
  private static func tellApartByFolder(_ sources: inout [Source]) {
    for group in groups(of: sources) {
      func distinct(_ depth: Int) -> [Int] {
        let names = group.map { sources[$0].name(withFolders: depth) }
        return [Set(names.map(key)).count, Set(names).count]
      }
      let deepest = group.map { sources[$0].folders.count }.max() ?? 0
      let best = distinct(deepest)
      let depth = (0...deepest).first { distinct($0) == best } ?? 0
      for index in group { sources[index].name = sources[index].name(withFolders: depth) }
    }
  }

  /// What is still the same gets a number.
  private static func numbered(_ sources: [Source], most: Int) -> [FileName: FileName] {
    var used: Set<String> = []
    return sources.reduce(into: [:]) { names, source in
      var name = cut(source.name, to: most)
      var number = 1
      while !used.insert(key(name)).inserted {
        number += 1
        name = cut(source.name, to: most - "-\(number)".utf8.count) + "-\(number)".utf8
      }
      names[source.file] = FileName(bytes: name)
    }
  }

  /// Indices of the sources that have one name, for each name that several have.
  private static func groups(of sources: [Source]) -> [[Int]] {
    Dictionary(grouping: sources.indices) { key(sources[$0].name) }.values.filter { $0.count > 1 }
  }

  /// Equal for names that a file system may take for one. Swift compares by canonical equivalence; the way through
  /// capitals finds letters that have one capital (ß and ss).
  private static func key(_ name: [UInt8]) -> String { FileName(bytes: name).text.uppercased().lowercased() }

  /// The beginning of a name, not cut inside a character.
  private static func cut(_ name: [UInt8], to most: Int) -> [UInt8] {
    guard name.count > most else { return name }
    var end = most
    while end > most - 4, end > 0, name[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(name[..<end])
  }
}

/// A file with what its export may be named after.
private struct Source {
  static let input = FileName("-")

  let file: FileName
  /// The folders from the root, without links.
  let folders: [[UInt8]]
  /// The ending of its name, without the dot.
  let ending: [UInt8]
  var name: [UInt8]
  /// The same for every way to name the file.
  let path: [[UInt8]]

  init(_ file: FileName, in folders: [[UInt8]]) {
    self.file = file
    self.folders = folders
    let last = file.bytes.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
    path = file == Self.input ? [] : folders + [last]
    let stem = file.stem.bytes
    ending = Array(last.dropFirst(stem.count + 1))
    let id = folders.last.flatMap { TakeID(String(decoding: $0, as: UTF8.self)) }
    switch (file, id) {
    case (Self.input, _): name = Array("stdin".utf8)
    case (_, let id?) where stem == Array("take".utf8): name = Array(id.description.utf8)
    default: name = stem
    }
  }

  func name(withFolders depth: Int) -> [UInt8] {
    Array((folders.suffix(depth) + [name]).joined(separator: [UInt8(ascii: "-")]))
  }
}

/// Where files lie.
private struct Folders {
  private var known: [[UInt8]: [[UInt8]]] = [:]

  /// The folders above a file, from the root, without links and dots where the system knows them.
  mutating func parts(of file: FileName) -> [[UInt8]] {
    let slash = UInt8(ascii: "/")
    let end = file.bytes.lastIndex(of: slash)
    let folder = end.map { Array(file.bytes[...$0]) } ?? Array(".".utf8)
    if let parts = known[folder] { return parts }
    let path = FileName(bytes: folder).withCString { name in
      let path = realpath(name, nil)
      defer { free(path) }
      return path.map { UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(bitPattern: $0) } }
    }
    let parts = (path ?? folder).split(separator: slash).map(Array.init)
    known[folder] = parts
    return parts
  }
}
