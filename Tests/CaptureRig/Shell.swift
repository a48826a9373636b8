import Foundation

/// Runs other programs for a test.
public enum Shell {
  /// What a program left behind.
  public struct Result: Sendable {
    /// Exit status, or 128 + the signal.
    public let status: Int32
    /// Standard output and error.
    public let output: String
  }

  /// Runs `script` with `sh` and waits.
  public static func run(_ script: String) throws -> Result {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
    return Result(status: status, output: String(decoding: output, as: UTF8.self))
  }

  /// Is there a program of that name?
  public static func has(_ program: String) -> Bool {
    (try? run("command -v \(program)").status) == 0
  }

  /// Was this built for a sanitizer, which makes a recorder too slow for devices in real time?
  public static let isSanitized = ["__asan_init", "__tsan_init"].contains { (name: String) in
    dlsym(nil, name) != nil
  }

  /// Can a library be put between a program of this build and the system? Sanitizers have an allocator of their own,
  /// which must come first.
  public static var canInterpose: Bool { !isSanitized }

  /// Can this user mount a file system of their own?
  public static let canMount: Bool = (try? run("unshare -rm mount -t tmpfs tmpfs /mnt").status) == 0
}
