import Foundation

/// A person's world in a temporary folder: data, a virtual microphone, an environment.
final class Home {
  let folder: URL
  var environment: [String: String]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "aloud-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = [
      "HOME": folder.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "XDG_DATA_HOME": folder.appending(path: "share").path,
    ]
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var data: URL { folder.appending(path: "share/aloud") }
  var takes: URL { data.appending(path: "takes") }

  func file(_ name: String) -> String { folder.appending(path: name).path }

  @discardableResult func write(_ text: String, to name: String) throws -> String {
    let path = file(name)
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// Names virtual microphones for this home; each is a line of settings beside `infile`.
  func plugMicrophones(_ samples: [Int16], _ devices: [String: String]) throws {
    let raw = samples.withUnsafeBytes { Data($0) }
    try raw.write(to: URL(filePath: file("microphone.raw")))
    let devices = devices.map { name, settings in
      "pcm.\(name) { type aloudmic infile \"\(file("microphone.raw"))\" \(settings) }"
    }
    let text =
      "pcm_type.aloudmic { lib \"\(Products.microphonePlugin)\" }\n" + devices.joined(separator: "\n")
    environment["ALSA_CONFIG_PATH"] = try write(text + "\n", to: "asound.conf")
  }

  /// What a finished command left behind.
  struct Result {
    let code: Int32?
    let output: String
    let errors: String
  }

  /// Runs aloud without a terminal and waits for its end.
  func aloud(_ arguments: String..., input: String = "", within seconds: Double = 120) throws -> Result {
    try run(Products.aloud, arguments, input: input, within: seconds)
  }

  /// Runs a program with this environment and waits for its end.
  func run(_ executable: String, _ arguments: [String], input: String = "", within seconds: Double = 120)
    throws -> Result
  {
    let (output, errors) = (file("output-\(UUID())"), file("errors-\(UUID())"))
    let input = open(try write(input, to: "input-\(UUID())"), O_RDONLY | O_CLOEXEC)
    let descriptors = [
      input, open(output, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600),
      open(errors, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600),
    ]
    let process = try Spawned(executable, arguments, environment: environment, descriptors: descriptors)
    descriptors.forEach { close($0) }
    let code = process.exitCode(within: seconds)
    func text(_ path: String) -> String {
      String(decoding: (try? Data(contentsOf: URL(filePath: path))) ?? Data(), as: UTF8.self)
    }
    return Result(code: code, output: text(output), errors: text(errors))
  }

  func terminal(_ arguments: String..., columns: Int = 80, rows: Int = 40) throws -> TerminalSession {
    try TerminalSession(arguments, environment: environment, columns: columns, rows: rows)
  }
}
