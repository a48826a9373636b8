import Foundation
import Testing

/// A private PipeWire with one loudspeaker that nobody hears, and a microphone in front of it. It belongs to one test,
/// talks to nobody else, and is gone with it.
final class PipeWire {
  /// The plugin of ALSA. Its package conflicts with PulseAudio, so scripts/setup unpacks it here and installs nothing.
  private static let plugin: String? = {
    let folders = [Products.package.appending(path: ".build/pipewire-alsa/usr/lib").path, "/usr/lib"]
    return folders.lazy.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.sorted().map { "\(folder)/\($0)/alsa-lib/libasound_module_pcm_pipewire.so" }
    }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  /// Why there is none here, if so: not installed, or not allowed to run.
  private static let trouble: String? = {
    let programs = ["dbus-daemon", "pipewire", "wireplumber", "pw-cat"]
    guard plugin != nil, programs.allSatisfy({ (try? Home().run("which", [$0]))?.code == 0 }) else {
      return "pipewire, wireplumber, dbus or the plugin of pipewire-alsa is not there (scripts/setup test)"
    }
    do { _ = try PipeWire(for: Home()) } catch { return "PipeWire does not start here: \(error)" }
    return nil
  }()
  static let isUsable = trouble == nil
  static let isMissing: Comment = "\(trouble ?? "")"

  private let home: Home
  private let bus: Command
  private let manager: Command
  private let listener: Command
  /// The server itself.
  let daemon: Command

  /// Starts the server; `microphone` is now a device of `home`.
  init(for home: Home) throws {
    self.home = home
    let run = home.folder.appending(path: "run")
    try FileManager.default.createDirectory(
      at: run, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    home.environment.merge([
      "XDG_RUNTIME_DIR": run.path, "PIPEWIRE_RUNTIME_DIR": run.path,
      "XDG_CONFIG_HOME": home.file("settings"), "XDG_STATE_HOME": home.file("state"),
      "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(run.path)/bus",
    ]) { $1 }
    try home.write(
      """
      context.objects = [
        { factory = adapter args = {
            factory.name = support.null-audio-sink node.name = room media.class = Audio/Sink object.linger = true
            audio.position = [ MONO ] audio.rate = \(Room.rate) monitor.channel-volumes = true } }
      ]

      """, to: "settings/pipewire/pipewire.conf.d/room.conf")
    home.environment["ALSA_CONFIG_PATH"] = try home.write(
      """
      pcm_type.pipewire { lib "\(Self.plugin ?? "")" }
      pcm.microphone { type pipewire capture_node "room" }

      """, to: "asound.conf")
    func isThere(_ name: String) -> Bool {
      waits(within: 20) { FileManager.default.fileExists(atPath: run.appending(path: name).path) }
    }
    let address = "--address=unix:path=\(run.path)/bus"
    bus = try home.start("dbus-daemon", ["--session", "--nofork", address])
    let hasBus = isThere("bus")
    daemon = try home.start("pipewire", [])
    let hasServer = isThere("pipewire-0")
    manager = try home.start("wireplumber", [])
    // Once somebody hears the room, the manager is awake and the loudspeaker does not sleep. Until then a listener is
    // turned away.
    let heard = home.file("heard.wav")
    func listen() throws -> Command {
      try home.start("pw-cat", ["--record", "--target", "room"] + Self.format + [heard])
    }
    var listener = try listen()
    let isHeard = try waits(within: 30) {
      if listener.result(within: 0).code != nil { listener = try listen() }
      return ((try? Data(contentsOf: URL(filePath: heard))) ?? Data()).count > 1000
    }
    self.listener = listener
    guard hasBus, hasServer, isHeard else {
      let errors = [bus, daemon, manager, listener].map(\.errors).joined()
      throw ToolFailed(description: "pipewire: \(errors)")
    }
  }

  deinit {
    for command in [listener, manager, daemon, bus] {
      command.send(SIGCONT)
      command.send(SIGTERM)
      _ = command.result(within: 5)
    }
  }

  private static let format = ["--rate", "\(Room.rate)", "--channels", "1", "--format", "s16"]

  /// Speaks into the room.
  func playing(_ samples: [Int16]) throws -> Command {
    let file = try home.write(WAV.data(samples), to: "spoken.wav")
    return try home.start("pw-cat", ["--playback", "--target", "room", file])
  }
}
