import Foundation

/// A person's world in a temporary folder: data, microphones, an environment. Nothing of the machine's own
/// settings reaches a command started here.
final class Home {
  let folder: URL
  var environment: [String: String]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "aloud-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = [
      "HOME": folder.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "XDG_DATA_HOME": folder.appending(path: "share").path, "TZ": "UTC",
    ]
    // What scripts/test --sanitize says to the sanitizers holds for the programs that tests start, too.
    for name in ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "SWIFT_BACKTRACE"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
  }

  deinit {
    // A test may have taken the right to delete away.
    for folder in [data, folder] { chmod(folder.path, 0o700) }
    try? FileManager.default.removeItem(at: folder)
  }

  var data: URL { folder.appending(path: "share/aloud") }
  var takes: URL { data.appending(path: "takes") }
  var index: URL { data.appending(path: "aloud.sqlite") }

  func file(_ name: String) -> String { folder.appending(path: name).path }

  @discardableResult func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  @discardableResult func write(_ data: Data, to name: String) throws -> String {
    let path = file(name)
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: URL(filePath: path))
    return path
  }

  /// Puts microphones into the room, which hear `samples`; the fields of each are described in
  /// Tests/VirtualMicrophone/microphone.h, those of their mixers in control.c beside it.
  func plugMicrophones(
    hearing samples: [Int16], _ microphones: [String: String], mixers: [String: String] = [:]
  ) throws {
    let raw = try write(samples.withUnsafeBytes { Data($0) }, to: "room.raw")
    let devices = microphones.map { name, fields in
      "pcm.\(name) { type aloudmic infile \"\(raw)\" \(fields) }\n"
    }
    let controls = mixers.map { name, fields in "ctl.\(name) { type aloudmic \(fields) }\n" }
    let types = ["pcm", "ctl"].map { "\($0)_type.aloudmic { lib \"\(Products.microphonePlugin)\" }\n" }
    let conf = (types + devices + controls).joined()
    environment["ALSA_CONFIG_PATH"] = try write(conf, to: "asound.conf")
  }

  /// Runs aloud without a terminal and waits for its end.
  func aloud(_ arguments: String..., input: String = "") throws -> Command.Result {
    try run(Products.aloud, arguments, input: input)
  }

  /// Runs a program and waits for its end; a bare name is looked up in the path.
  @discardableResult func run(_ program: String, _ arguments: [String], input: String = "") throws
    -> Command.Result
  {
    try start(program, arguments, input: input).result()
  }

  /// Starts aloud without a terminal.
  func starting(_ arguments: String...) throws -> Command { try start(Products.aloud, arguments) }

  /// Starts aloud in a terminal.
  func terminal(_ arguments: String..., columns: Int = 80, rows: Int = 50) throws -> TerminalSession {
    try TerminalSession(arguments, environment: environment, columns: columns, rows: rows)
  }

  /// Starts a program; a bare name is looked up in the path.
  func start(_ program: String, _ arguments: [String], input: String = "") throws -> Command {
    let isPath = program.contains("/")
    return try Command(
      isPath ? program : "/usr/bin/env", isPath ? arguments : [program] + arguments,
      environment: environment, input: input, folder: folder)
  }
}
