import Foundation

/// Reads single keys from the terminal while this object lives, and restores the terminal afterwards.
final class Keyboard {
  enum Key: Equatable {
    case enter, space, left, right, escape
    case character(Character)
  }

  private var before = termios()
  private var during = termios()
  private let isRaw: Bool
  /// Bytes that were read but not yet returned as keys: fast typing and key repeat bring several at once.
  private var pending: ArraySlice<UInt8> = []

  /// True if letters came together with what is typed now, as from a paste.
  private var isAmongText = false
  /// True if the last key was pasted: it stood beside letters, and all of it came at once.
  private(set) var wasPasted = false

  /// True if keys can arrive.
  var isReading: Bool { isRaw }

  /// - Parameter enabled: if false, no key is ever read and the terminal stays untouched.
  init(enabled: Bool) {
    var mode = termios()
    guard enabled, tcgetattr(STDIN_FILENO, &mode) == 0 else {
      isRaw = false
      return
    }
    before = mode
    // Keys arrive one by one and are not echoed. Ctrl-C stays a signal; Ctrl-Z is off, as it would stop a
    // recording.
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    // Ctrl-S would block the drawing, and with it the end of the recording.
    mode.c_iflag &= ~tcflag_t(IXON)
    withUnsafeMutableBytes(of: &mode.c_cc) { controls in
      controls[Int(VMIN)] = 0
      controls[Int(VTIME)] = 0
      controls[Int(VSUSP)] = 0
    }
    // Not TCSAFLUSH, which waits until the terminal has taken all output (tcsetattr(3)).
    isRaw = tcsetattr(STDIN_FILENO, TCSANOW, &mode) == 0
    during = mode
    if isRaw { tcflush(STDIN_FILENO, TCIFLUSH) }
  }

  deinit { restore() }

  /// Restores the terminal.
  func restore() {
    guard isRaw else { return }
    // Changing the terminal would stop a background process; this one is ending anyway.
    let old = signal(SIGTTOU, SIG_IGN)
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
    signal(SIGTTOU, old)
  }

  /// Waits up to `milliseconds` for a key.
  func key(within milliseconds: Int32) -> Key? {
    guard isRaw else {
      usleep(UInt32(milliseconds) * 1000)
      return nil
    }
    if pending.isEmpty {
      setUpAgain()
      var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&descriptor, 1, 0) == 0 {
        isAmongText = false
        guard poll(&descriptor, 1, milliseconds) > 0 else { return nil }
      }
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else {
        // The terminal is gone; do not spin until the hang-up signal arrives.
        usleep(UInt32(milliseconds) * 1000)
        return nil
      }
      pending = bytes.prefix(count)
    }
    let length = Self.lengthOfFirstKey(in: pending)
    let key = pending.prefix(length)
    pending = pending.dropFirst(length)
    // Keys with a sequence of their own are pressed, never pasted.
    isAmongText = key.first != 0x1B && (isAmongText || Self.isLetter(key.first))
    wasPasted = isAmongText || pending.prefix { $0 != 0x1B }.contains(where: Self.isLetter)
    return Self.key(from: key)
  }

  private static func isLetter(_ byte: UInt8?) -> Bool { byte.map { $0 > 0x20 && $0 != 0x7F } ?? false }

  /// A shell that stopped the program and continues it gives it a terminal as it is for shells.
  private func setUpAgain() {
    var mode = termios()
    guard tcgetattr(STDIN_FILENO, &mode) == 0, mode.c_lflag & tcflag_t(ICANON) != 0,
      tcgetpgrp(STDIN_FILENO) == getpgrp()
    else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &during)
  }

  /// The number of bytes of the first key. An escape sequence ends with its final byte (ECMA-48, 5.4); a
  /// UTF-8 character ends where the next one begins.
  private static func lengthOfFirstKey(in bytes: ArraySlice<UInt8>) -> Int {
    let rest = bytes.dropFirst()
    guard bytes.first == 0x1B else { return 1 + rest.prefix { $0 & 0xC0 == 0x80 }.count }
    guard let second = rest.first else { return 1 }
    guard second == 0x5B || second == 0x4F else { return 2 }
    let parameters = rest.dropFirst().prefix { !(0x40...0x7E).contains($0) }.count
    return min(bytes.count, 3 + parameters)
  }

  private static func key(from bytes: ArraySlice<UInt8>) -> Key? {
    switch Array(bytes) {
    case [0x0A], [0x0D]: .enter
    case [0x20]: .space
    case [0x1B]: .escape
    case [0x1B, 0x5B, 0x44], [0x1B, 0x4F, 0x44]: .left
    case [0x1B, 0x5B, 0x43], [0x1B, 0x4F, 0x43]: .right
    default: String(decoding: bytes, as: UTF8.self).first.map { .character($0) }
    }
  }
}
