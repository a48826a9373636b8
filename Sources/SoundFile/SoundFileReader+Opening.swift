extension SoundFileReader {
  /// The map of the file, and what decodes its first part.
  static func opened(_ bytes: FileBytes, _ path: String) throws(SoundFileError) -> (
    SoundMap, any SoundDecoder
  ) {
    let known = Container.find(in: bytes)
    var detail = "not a sound format that Aloud knows"
    if let known {
      if let map = SoundMap(of: bytes, known.container, base: known.base), let first = map.parts.first {
        do throws(SoundPartDecoder.CannotOpen) {
          return (map, try SoundPartDecoder(first, of: bytes.descriptor, fileSize: bytes.size))
        } catch {
          detail = error.detail
        }
      } else {
        detail = "its chunks lead to no samples"
      }
    }
    guard let foreign = ForeignContainer.find(in: bytes, known) else {
      throw SoundFileError(.notSound, "open", path, detail)
    }
    guard let program = ForeignDecoder.path else {
      throw SoundFileError(.needsFFmpeg, "open", path, foreign.name)
    }
    do throws(ForeignDecoder.CannotDecode) {
      return (.foreign(bytes, known), try ForeignDecoder(foreign, of: bytes.descriptor, with: program))
    } catch {
      throw SoundFileError(.notSound, "open", path, "\(foreign.name); \(error.detail)")
    }
  }
}
