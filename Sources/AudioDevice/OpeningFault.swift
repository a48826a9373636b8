import Foundation
import Glibc

/// What libasound's code and messages mean when a device cannot be opened or configured. Messages were collected with
/// libasound 1.2.8; those of 1.2.x say the same.
struct OpeningFault: Equatable {
  var kind: AudioDeviceError.Kind
  /// The file and line at fault.
  var place: AudioDeviceError.Place?
  /// What is missing: the name of a device, a card or a plug-in.
  var missing: String?
  /// In libasound's words.
  var reason: String?

  /// - Parameters:
  ///   - code: as returned, positive.
  ///   - place: where the device is set up, if that is needed.
  init(
    code: Int32, device: String, messages: [String], place: (String) -> AudioDeviceError.Place?,
    lineCount: (String) -> Int?
  ) {
    kind = AudioDeviceError.kind(ofErrno: code)
    if let broken = Self.brokenFile(messages, lineCount) {
      (kind, self.place, reason) = (.brokenConfiguration, broken.place, broken.reason)
      return
    }
    guard [EINVAL, ENOENT, ENXIO, ENODEV].contains(code) else { return }
    for message in messages {
      if message.contains("capture slave is not defined") || message.contains("only playback")
        || message.contains("only for playback")
      {
        kind = .noCaptureSide
      } else if let library = Self.rest(of: message, after: "Cannot open shared library ") {
        (kind, missing) = (.missingPlugin, library.split(separator: "/").last.map(String.init))
      } else if let card = Self.rest(of: message, after: "cannot find card ")
        ?? Self.rest(of: message, after: "Cannot get card index for ")
      {
        // A device that names its card is not there; one that a file sets up on a card is set up wrongly.
        if device.contains(":") {
          kind = .noSuchDevice
          return
        }
        (kind, missing) = (.missingTarget, "card " + card.filter { $0 != "'" })
      } else if let name = Self.rest(of: message, after: "Unknown PCM ") {
        if kind == .missingTarget || name == device.prefix(while: { $0 != ":" }) { continue }
        (kind, missing) = (.missingTarget, name)
      }
    }
    if kind == .noSuchDevice, messages.contains(where: { $0.hasPrefix("Unknown PCM ") }) { return }
    self.place = place(device)
    guard kind == .noSuchDevice || kind == .unsupportedFormat || kind == .disconnected else {
      // Without a card, a `default` that nobody set up is no fault of a file.
      if kind == .missingTarget, self.place == nil { kind = .noSuchDevice }
      return
    }
    guard self.place != nil || (kind == .unsupportedFormat && !messages.isEmpty) else { return }
    if messages.isEmpty {
      if kind == .noSuchDevice { kind = .missingTarget }
    } else {
      kind = .brokenConfiguration
      let isLoop = messages.contains { $0.contains("Too many definition levels") }
      reason = isLoop ? "it refers to itself" : messages.joined(separator: "; ")
    }
  }

  /// The file that libasound calls corrupted, after it said at which line and why (alsa-lib, conf.c).
  private static func brokenFile(_ messages: [String], _ lineCount: (String) -> Int?) -> (
    place: AudioDeviceError.Place, reason: String
  )? {
    guard let index = messages.firstIndex(where: { $0.contains(" may be old or corrupted") }),
      let end = messages[index].range(of: " may be old or corrupted")
    else { return nil }
    let file = String(messages[index][..<end.lowerBound])
    let before = messages[..<index]
    guard let syntax = before.last.flatMap(Self.syntax) else {
      return (AudioDeviceError.Place(file: file, line: nil), before.last ?? "it cannot be read")
    }
    let cause = before.dropLast().last
    // In column 0 the mistake was before the line began.
    let line = max(1, syntax.column == 0 ? syntax.line - 1 : syntax.line)
    let count = lineCount(file) ?? line
    let isAtEnd = syntax.line > count || syntax.reason.contains("end of file")
    let reason = cause ?? (isAtEnd ? "a bracket or quote before it is not closed" : syntax.reason)
    return (AudioDeviceError.Place(file: file, line: max(1, min(line, count))), reason)
  }

  /// `_toplevel_:3:0:Unexpected end of file`
  private static func syntax(_ message: String) -> (line: Int, column: Int, reason: String)? {
    let parts = message.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let line = Int(parts[1]), let column = Int(parts[2]) else { return nil }
    return (line, column, String(parts[3]))
  }

  private static func rest(of message: String, after start: String) -> String? {
    guard let range = message.range(of: start) else { return nil }
    let rest = message[range.upperBound...]
    return String(rest.prefix { $0 != "(" && $0 != ";" }).trimmingSpaces
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    while text.first?.isWhitespace == true { text.removeFirst() }
    return String(text)
  }
}
