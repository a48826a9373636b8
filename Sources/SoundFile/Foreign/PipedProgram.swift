import Glibc
import Synchronization

/// A program that reads a file and writes into a pipe, with little it may use and little time.
final class PipedProgram {
  private let process: pid_t
  private let output: Int32
  private let messages: Int32
  private(set) var said = ForeignMessages()
  private(set) var endedWell = true
  private var isOver = false

  /// Milliseconds without an answer after which it is ended.
  private static let patience: Int32 = 60_000
  /// Seconds of processor time, KiB of memory, blocks of a file it writes.
  private static let limits = "ulimit -t 900; ulimit -v 2097152; ulimit -f 0"

  /// - Parameters:
  ///   - arguments: the program's path, then its arguments. No shell reads them.
  ///   - input: a descriptor that becomes its standard input, and stays the caller's.
  init?(_ arguments: [String], input: Int32) {
    let started = Self.starting.withLock { _ in Self.start(arguments, input: input) }
    guard let started else { return nil }
    (process, output, messages) = started
  }

  /// Two programs that are started at once would each keep the other's pipes open: Swift imports no `pipe2`.
  private static let starting = Mutex(())

  private static func start(_ arguments: [String], input: Int32) -> (pid_t, output: Int32, messages: Int32)? {
    var (out, err) = ([Int32](repeating: -1, count: 2), [Int32](repeating: -1, count: 2))
    guard pipe(&out) == 0, pipe(&err) == 0 else {
      (out + err).filter { $0 >= 0 }.forEach { close($0) }
      return nil
    }
    for number in out + err { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(err[0], F_SETFL, O_NONBLOCK)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    for (from, to) in [(input, 0), (out[1], 1), (err[1], 2)] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    // `exec "$@"` hands the words over as they are.
    let line = "{ \(limits); } 2>/dev/null; exec \"$@\""
    let words = ["/bin/sh", "-c", line, "sh"] + arguments
    let variables = ["PATH=/usr/bin:/bin", "LC_ALL=C"]
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer {
      (argv + envp).forEach { free($0) }
      posix_spawn_file_actions_destroy(&actions)
      close(out[1])
      close(err[1])
    }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", &actions, nil, &argv, &envp) == 0 else {
      close(out[0])
      close(err[0])
      return nil
    }
    return (process, out[0], err[0])
  }

  deinit {
    finish()
    close(output)
    close(messages)
  }

  /// Exactly `count` bytes; `nil` if the program ends before.
  func read(exactly count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard let more = read(most: count - bytes.count) else { return nil }
      bytes += more
    }
    return bytes
  }

  /// At least one byte; `nil` at the end.
  func read(most count: Int) -> [UInt8]? {
    guard !isOver, count > 0 else { return isOver ? nil : [] }
    while true {
      var watched = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&watched, said.isOver ? 1 : 2, Self.patience)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else {
        said.add("[error] ffmpeg gave no answer for a minute\n".utf8)
        endedWell = false
        kill(process, SIGKILL)
        return nil
      }
      if watched[1].revents != 0 { listen() }
      guard watched[0].revents != 0 else { continue }
      var block = [UInt8](repeating: 0, count: min(count, 1 << 16))
      let got = Glibc.read(output, &block, block.count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      return Array(block.prefix(got))
    }
  }

  /// Waits for its end, or brings it about.
  func finish() {
    guard !isOver else { return }
    isOver = true
    // What has closed its output is about to end; anything else is not needed any more.
    var status: Int32 = 0
    var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    let isAtEnd = poll(&watched, 1, 0) > 0 && Int32(watched.revents) & POLLIN == 0
    if !isAtEnd || !hasEnded(&status) {
      kill(process, SIGKILL)
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    listen()
    if isAtEnd, status != 0 { endedWell = false }
  }

  /// Waits for the end of a program that has closed its output: some seconds, because it may never come.
  private func hasEnded(_ status: inout Int32) -> Bool {
    for _ in 0..<5000 {
      if waitpid(process, &status, WNOHANG) == process { return true }
      usleep(1_000)
    }
    return false
  }

  private func listen() {
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(messages, &block, block.count)
      if count < 0, errno == EINTR { continue }
      if count == 0 { said.isOver = true }
      guard count > 0 else { return }
      said.add(block.prefix(count))
    }
  }
}

/// What ffmpeg says while it works.
struct ForeignMessages {
  /// Seconds that the file claims.
  private(set) var duration: Double?
  /// Lines that tell an error.
  private(set) var errors = 0
  /// The first of them: the later ones only say that it went wrong.
  private(set) var error: String?
  /// True once nothing more will come.
  var isOver = false
  private var line: [UInt8] = []

  /// Takes what came; a line may come in pieces.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == 10 {
        take(String(decoding: line, as: UTF8.self))
        line = []
      } else if line.count < 1000 {
        line.append(byte)
      }
    }
  }

  private mutating func take(_ text: String) {
    if let place = text.firstRange(of: "Duration: "), duration == nil {
      let parts = text[place.upperBound...].prefix { $0 != "," }.split(separator: ":").map { Double($0) }
      if parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2] {
        duration = hours * 3600 + minutes * 60 + seconds
      }
    }
    guard let mark = ["[error] ", "[fatal] ", "[panic] "].lazy.compactMap({ text.firstRange(of: $0) }).first
    else { return }
    errors += 1
    guard error == nil else { return }
    let reason = String(text[mark.upperBound...].prefix(200)).replacing("/dev/stdin", with: "the file")
    // What a phone leaves whose battery died.
    error = reason == "moov atom not found" ? "it breaks off: its index, moov, is missing" : reason
  }
}
