import Glibc

/// A file by its name as the system has it: any bytes but NUL, which need be no UTF-8.
///
/// A Swift `String` cannot hold such a name, and puts U+FFFD where it is no UTF-8: it names another file then.
public struct FileName: Hashable, Sendable {
  /// The name, without the NUL at its end.
  public let bytes: [UInt8]

  /// The name up to the first NUL.
  public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix { $0 != 0 }) }

  /// The name in UTF-8.
  public init(_ text: String) { self.init(bytes: text.utf8) }

  /// The name as text: a byte that is no UTF-8 stands as `\xFF`. Control characters are as they are.
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

  /// `open(2)`, which follows a symbolic link unless told not to; `nil` with the errno set.
  package func open(_ flags: Int32) -> Descriptor? {
    let number = withCString { Glibc.open($0, flags | O_CLOEXEC) }
    return number < 0 ? nil : Descriptor(owning: number)
  }

  /// The name for a function of the system.
  public func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in
        // An array of at least one byte has an address.
        chars.baseAddress.map(body) ?? body("")
      }
    }
  }
}
