import Foundation

/// A command in a pseudo-terminal of its own: types keys, reads what is drawn.
final class TerminalSession {
  private let master: Int32
  private let process: Spawned
  private var bytes: [UInt8] = []

  init(_ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 30) throws {
    master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
      throw POSIXError(.ENOTTY)
    }
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    ioctl(master, UInt(TIOCSWINSZ), &size)
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"].merging(environment) { $1 }
    process = try Spawned(
      Products.aloud, arguments, environment: environment, terminal: String(cString: name))
  }

  deinit { close(master) }

  /// Everything drawn so far, escapes and all.
  var raw: String {
    drain()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What was drawn so far as text, without escape sequences.
  var text: String {
    raw.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "").replacing("\r", with: "")
  }

  func type(_ keys: String) {
    let keys = Array(keys.utf8)
    _ = write(master, keys, keys.count)
  }

  func send(_ signal: Int32) { process.send(signal) }

  /// Waits until `words` were drawn.
  /// - Returns: were they, within `seconds`?
  func shows(_ words: String, within seconds: Double = 30) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while !text.contains(words) {
      if ContinuousClock.now > end { return false }
      usleep(20_000)
    }
    return true
  }

  func exitCode(within seconds: Double = 60) -> Int32? {
    let end = ContinuousClock.now + .seconds(seconds)
    repeat {
      // A full terminal would hold the writer up.
      drain()
      if let code = process.exitCode(within: 0.05) {
        drain()
        return code
      }
    } while ContinuousClock.now < end
    return nil
  }

  /// Does the terminal echo and wait for whole lines, as a shell left it?
  var isCooked: Bool {
    var mode = termios()
    return tcgetattr(master, &mode) == 0 && mode.c_lflag & tcflag_t(ICANON | ECHO) == tcflag_t(ICANON | ECHO)
  }

  private func drain() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&ready, 1, 0) > 0, ready.revents & Int16(POLLIN) != 0 {
      let count = read(master, &chunk, chunk.count)
      guard count > 0 else { return }
      bytes += chunk.prefix(count)
    }
  }
}
