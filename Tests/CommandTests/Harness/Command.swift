import Foundation

/// A program without a terminal: its output goes to files, so that it never waits for a reader.
final class Command {
  /// What it left behind.
  struct Result: CustomStringConvertible {
    /// Exit code, or 1000 + the signal that killed it; `nil` when it had not ended in time.
    let code: Int32?
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
    var description: String { "exit \(code.map(String.init) ?? "none")\n\(output)\n--- errors\n\(errors)" }

    /// Each line of the output as JSON.
    func json() throws -> [JSON] { try lines.map { try JSON(parsing: $0) } }
  }

  private let process: Spawned
  private let outputPath: String
  private let errorsPath: String

  init(
    _ program: String, _ arguments: [String], environment: [String: String], input: String, folder: URL
  ) throws {
    let base = folder.appending(path: "command-\(UUID().uuidString.prefix(8))").path
    (outputPath, errorsPath) = (base + ".out", base + ".err")
    try Data(input.utf8).write(to: URL(filePath: base + ".in"))
    let write = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let descriptors = [
      open(base + ".in", O_RDONLY | O_CLOEXEC), open(outputPath, write, 0o600),
      open(errorsPath, write, 0o600),
    ]
    defer { descriptors.forEach { close($0) } }
    process = try Spawned(program, arguments, environment: environment, descriptors: descriptors)
  }

  var pid: pid_t { process.pid }
  var output: String { Self.text(outputPath) }
  var errors: String { Self.text(errorsPath) }

  func send(_ signal: Int32) { process.send(signal) }

  /// Waits until `words` stand in what it said about its progress.
  /// - Returns: do they?
  func says(_ words: String, within seconds: Double = 30) -> Bool {
    waits(within: seconds) { self.errors.contains(words) }
  }

  /// Waits for the end.
  func result(within seconds: Double = 120) -> Result {
    let code = process.exitCode(within: seconds)
    return Result(code: code, output: output, errors: errors)
  }

  private static func text(_ path: String) -> String {
    String(decoding: (try? Data(contentsOf: URL(filePath: path))) ?? Data(), as: UTF8.self)
  }
}

/// Looks again and again, until `condition` holds.
/// - Returns: did it, within `seconds`?
func waits(within seconds: Double, for condition: () throws -> Bool) rethrows -> Bool {
  let end = ContinuousClock.now + .seconds(seconds)
  while try !condition() {
    if ContinuousClock.now > end { return false }
    usleep(10_000)
  }
  return true
}
