import Glibc

/// A file name as the system has it: any bytes except NUL, not necessarily UTF-8.
///
/// A Swift `String` cannot hold such a name: it puts U+FFFD where the bytes are not UTF-8 and then names
/// another file.
public struct FileName: Hashable, Sendable {
  /// The name, without the NUL at its end.
  public let bytes: [UInt8]

  /// The name up to the first NUL.
  public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix { $0 != 0 }) }

  /// The name in UTF-8.
  public init(_ text: String) { self.init(bytes: text.utf8) }

  /// The name as text. A byte that is not UTF-8 is written like `\xFF`; control characters are kept.
  public var text: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      // A scalar takes four bytes at most.
      let scalar = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
      let digits = String(first, radix: 16, uppercase: true)
      text += scalar ?? "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      rest = rest.dropFirst(scalar?.utf8.count ?? 1)
    }
    return text
  }

  /// The last part of the path, without its ending: `take` of `a/take.wav`.
  public var stem: FileName {
    let last = bytes.split(separator: UInt8(ascii: "/")).last ?? []
    guard let dot = last.lastIndex(of: UInt8(ascii: ".")), dot > last.startIndex else {
      return FileName(bytes: last)
    }
    return FileName(bytes: last[..<dot])
  }

  /// `open(2)`, which follows a symbolic link unless told not to; `nil` on failure, with errno set.
  package func open(_ flags: Int32) -> Descriptor? {
    let number = withCString { Glibc.open($0, flags | O_CLOEXEC) }
    return number < 0 ? nil : Descriptor(owning: number)
  }

  /// Passes the name to `body` as a C string, for system calls.
  public func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in
        // An array of at least one byte has an address.
        chars.baseAddress.map(body) ?? body("")
      }
    }
  }
}
