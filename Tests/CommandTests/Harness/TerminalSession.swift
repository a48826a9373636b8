import Foundation

/// A command in a terminal of its own: types keys, reads what is drawn.
final class TerminalSession {
  private let columns, rows: Int
  private var resizes: [Screen.Resize] = []
  private let path: String
  private let process: Spawned
  private var master: Int32
  /// Everything drawn until its end or the last look.
  private(set) var bytes: [UInt8] = []

  // pty(7); Swift imports neither these requests nor posix_openpt and its kin.
  private static let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
  private static let number: UInt = 0x8004_5430  // TIOCGPTN

  /// Starts aloud in a terminal of its own.
  convenience init(_ arguments: [String], environment: [String: String], columns: Int, rows: Int) throws {
    try self.init(running: Products.aloud, arguments, environment: environment, columns: columns, rows: rows)
  }

  /// Starts a program in a terminal of its own.
  init(
    running program: String, _ arguments: [String], environment: [String: String], columns: Int = 80,
    rows: Int = 50
  ) throws {
    (self.columns, self.rows) = (columns, rows)
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    self.master = master
    var (off, number): (Int32, UInt32) = (0, 0)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard master >= 0, ioctl(master, Self.unlock, &off) == 0, ioctl(master, Self.number, &number) == 0,
      ioctl(master, UInt(TIOCSWINSZ), &size) == 0
    else { throw POSIXError(.ENOTTY) }
    path = "/dev/pts/\(number)"
    process = try Spawned(
      program, arguments,
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"].merging(environment) { $1 }, terminal: path)
  }

  deinit { hangUp() }

  /// Everything drawn so far, as it was sent.
  var raw: String {
    drain()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What stands on the screen now.
  var screen: Screen {
    drain()
    return Screen(columns: columns, height: rows, resizes: resizes, showing: bytes)
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) {
    drain()
    resizes.append(Screen.Resize(after: bytes.count, columns: columns, height: rows))
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Sets the terminal up as a shell has it, which takes it back from a stopped program.
  func cook() {
    var mode = termios()
    tcgetattr(master, &mode)
    mode.c_lflag |= tcflag_t(ICANON | ECHO)
    tcsetattr(master, TCSANOW, &mode)
  }

  func type(_ keys: String) {
    let keys = Array(keys.utf8)
    _ = write(master, keys, keys.count)
  }

  func send(_ signal: Int32) { process.send(signal) }

  /// Fills what the terminal holds for a reader, so that it takes nothing more until somebody reads.
  func fill() {
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    defer { close(descriptor) }
    let rubbish = [UInt8](repeating: UInt8(ascii: "x"), count: 1024)
    // What is written moves on to the other end a little later, which makes room once more.
    for _ in 0..<20 {
      while write(descriptor, rubbish, rubbish.count) > 0 {}
      usleep(1_000)
    }
  }

  /// The window is closed: whatever runs in it loses its terminal.
  func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  /// Waits until `words` stand on the screen.
  /// - Returns: do they?
  func shows(_ words: String, within seconds: Double = 30) -> Bool {
    waits(within: seconds) { self.screen.text.contains(words) }
  }

  /// Waits until `words` were drawn, whether they still stand there or something came in their place.
  /// - Returns: were they?
  func hasShown(_ words: String, within seconds: Double = 30) -> Bool {
    waits(within: seconds) { self.raw.contains(words) }
  }

  /// As `exitCode(within:)`, but nothing is read meanwhile.
  func exitCodeUnread(within seconds: Double = 60) -> Int32? { process.exitCode(within: seconds) }

  /// Waits for the end: the exit code, or 1000 + the signal that killed it; `nil` when it still runs.
  func exitCode(within seconds: Double = 60) -> Int32? {
    var code: Int32?
    _ = waits(within: seconds) {
      // A full terminal would hold the writer up.
      drain()
      code = process.exitCode(within: 0)
      return code != nil
    }
    drain()
    return code
  }

  /// Does the terminal echo and wait for whole lines, as a shell left it?
  var isCooked: Bool {
    var mode = termios()
    return tcgetattr(master, &mode) == 0
      && mode.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
  }

  private func drain() {
    guard master >= 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&ready, 1, 0) > 0, ready.revents & Int16(POLLIN) != 0 {
      let count = read(master, &chunk, chunk.count)
      guard count > 0 else { return }
      bytes += chunk.prefix(count)
    }
  }
}
