import ArgumentParser
import AudioDevice
import Report

/// `aloud devices`: microphones and loudspeakers by name.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List microphones and loudspeakers.",
    discussion: """
      The names are ALSA's; give one to --device of record, check or play. default is what your desktop has set. \
      plughw: names a card and converts what it cannot do; hw: takes it as it is.
      """)

  @Flag(help: "A JSON array of objects with name, description, capture and playback.")
  var json = false

  func run() throws {
    let console = Console.standard
    let list = DeviceList()
    if json {
      try console.print(json: list.devices.map(DeviceRecord.init))
      return
    }
    guard !list.devices.isEmpty else {
      console.note(
        list.hasSoundCard
          ? "aloud: libasound names no device; see /proc/asound/cards and your asound configuration."
          : "aloud: this machine has no sound card, and no sound server that libasound knows.")
      throw ExitCode(ExitStatus.couldNot)
    }
    show("Microphones", list.devices.filter(\.canCapture), on: console)
    console.print()
    show("Loudspeakers", list.devices.filter(\.canPlay), on: console)
  }

  private func show(_ title: String, _ devices: [DeviceList.Device], on console: Console) {
    console.print(console.style.ink(.bold, title))
    if devices.isEmpty { console.print("  none") }
    for device in devices {
      // A name is to be copied, so it stays whole.
      console.print("  " + Printable.line(device.name))
      let style = console.style
      for line in device.description.split(separator: "\n") {
        console.print(
          Printable.fitted(String(line), width: style.width - 6).map { style.ink(.dim, "      " + $0) })
      }
    }
  }
}

private struct DeviceRecord: Encodable {
  let name, description: String
  let capture, playback: Bool

  init(_ device: DeviceList.Device) {
    name = device.name
    description = device.description
    capture = device.canCapture
    playback = device.canPlay
  }
}
