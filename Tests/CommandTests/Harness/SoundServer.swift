import Foundation
import Testing

/// A private PulseAudio with one loudspeaker that nobody hears, and a microphone in front of it. It belongs to
/// one test, talks to nobody else, and is gone with it.
final class SoundServer {
  static let isInstalled = ["pulseaudio", "pactl", "parec", "paplay"].allSatisfy { name in
    (try? Home().run("which", [name]))?.code == 0
  }
  static let isMissing: Comment =
    "pulseaudio and pulseaudio-utils are not installed (scripts/setup test)"

  private let home: Home
  private let daemon: Command
  private let listener: Command

  /// Starts the server; `microphone` and `loudspeaker` are now devices of `home`.
  init(for home: Home) throws {
    self.home = home
    let run = home.folder.appending(path: "run")
    try FileManager.default.createDirectory(
      at: run, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let server = "unix:\(run.path)/native"
    home.environment.merge([
      "XDG_RUNTIME_DIR": run.path, "PULSE_RUNTIME_PATH": run.path, "PULSE_STATE_PATH": run.path,
      "PULSE_SERVER": server,
    ]) { $1 }
    let setup = try home.write(
      """
      load-module module-native-protocol-unix socket=\(run.path)/native auth-anonymous=1
      load-module module-null-sink sink_name=room rate=48000 channels=1 channel_map=mono format=s16le

      """, to: "pulse.conf")
    home.environment["ALSA_CONFIG_PATH"] = try home.write(
      """
      pcm_type.pulse { lib "libasound_module_pcm_pulse.so" }
      pcm.microphone { type pulse device "room.monitor" server "\(server)" }
      pcm.loudspeaker { type pulse device "room" server "\(server)" }

      """, to: "asound.conf")
    let options = [
      "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--realtime=no", "--high-priority=no",
    ]
    daemon = try home.start("pulseaudio", ["-n", "-F", setup] + options)
    guard try waits(within: 20, for: { try home.run("pactl", ["info"]).code == 0 }) else {
      throw ToolFailed(description: "pulseaudio: \(daemon.errors)")
    }
    // With no other listener the loudspeaker sleeps for two seconds at a time. Once this one hears something it is awake.
    let heard = home.file("listener.raw")
    listener = try home.start("parec", ["--latency-msec=10", "-d", "room.monitor", "--raw", heard])
    guard waits(within: 20, for: { Self.size(of: heard) > 0 }) else {
      throw ToolFailed(description: "parec: \(listener.errors)")
    }
  }

  private static func size(of file: String) -> Int {
    (try? Data(contentsOf: URL(filePath: file)))?.count ?? 0
  }

  deinit {
    for command in [listener, daemon] {
      command.send(SIGTERM)
      _ = command.result(within: 5)
    }
  }

  /// Speaks a file into the room; it takes as long as the file is. With two seconds in flight it never breaks off.
  func play(_ file: String) throws { try home.run("paplay", ["--device=room", "--latency-msec=2000", file]) }

  /// What is heard in the room while `work` is done, with half a second of the room after it.
  func heard(during work: () throws -> Void) throws -> [Int16] {
    let file = home.file("heard.raw")
    let arguments = ["-d", "room.monitor", "--raw", "--format=s16le", "--rate=48000", "--channels=1", file]
    let recorder = try home.start("parec", ["--latency-msec=20"] + arguments)
    guard waits(within: 20, for: { Self.size(of: file) > 0 }) else {
      throw ToolFailed(description: "parec: \(recorder.errors)")
    }
    try work()
    let end = Self.size(of: file) + Room.rate
    _ = waits(within: 20) { Self.size(of: file) >= end }
    recorder.send(SIGTERM)
    _ = recorder.result()
    return try Data(contentsOf: URL(filePath: file)).withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
  }
}
