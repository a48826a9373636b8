import Foundation

/// A child process started without a shell, with exactly this environment.
final class Spawned {
  let pid: pid_t
  private var status: Int32?

  /// - Parameters:
  ///   - descriptors: what becomes 0, 1 and 2 of the child.
  ///   - terminal: path of a terminal to be 0, 1 and 2 and the controlling one, instead.
  init(
    _ executable: String, _ arguments: [String], environment: [String: String], descriptors: [Int32] = [],
    terminal: String? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The test runner ignores or blocks some signals; a child begins as a shell would start it.
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigemptyset(&all)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP] { sigaddset(&all, number) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    if let terminal {
      // POSIX_SPAWN_SETSID of glibc, which Swift does not import: the terminal becomes the child's own.
      flags |= 0x80
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    posix_spawnattr_setflags(&attributes, flags)
    var argv: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, executable, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    self.pid = pid
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      var ignored: Int32 = 0
      waitpid(pid, &ignored, 0)
    }
  }

  func send(_ signal: Int32) {
    // Once it was waited for, the number may be another process.
    if status == nil { kill(pid, signal) }
  }

  /// Waits for the end: the exit code, or 1000 + the signal that killed it; `nil` when it still runs after
  /// `seconds`.
  func exitCode(within seconds: Double = 60) -> Int32? {
    let end = ContinuousClock.now + .seconds(seconds)
    while status == nil {
      var code: Int32 = 0
      if waitpid(pid, &code, WNOHANG) == pid {
        status = code & 0x7F == 0 ? (code >> 8) & 0xFF : 1000 + (code & 0x7F)
      } else if ContinuousClock.now > end {
        return nil
      } else {
        usleep(5000)
      }
    }
    return status
  }
}
