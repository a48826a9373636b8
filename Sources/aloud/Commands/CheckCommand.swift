import ArgumentParser
import AudioDevice
import Practice
import Recording
import Rehearsal
import Report
import Signal

/// `aloud check`: five seconds of the microphone, with a verdict.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the microphone: level, noise, clipping, dead line.",
    discussion: """
      Say a sentence or two while it listens. Nothing is kept. Exit code 3 when something is wrong. A device with several \
      channels shows a meter for each, and which of them a recording would keep.
      """)

  @Option(help: ArgumentHelp("Microphone, an ALSA name; see `aloud devices`.", valueName: "name"))
  var device = "default"

  @OptionGroup var channel: ChannelOption

  @Option(help: ArgumentHelp("How long to listen.", valueName: "s"))
  var seconds = 5.0

  @Flag(help: "Figures and findings as one JSON object.")
  var json = false

  func validate() throws {
    if !(1...60).contains(seconds) { throw ValidationError("--seconds must be 1 to 60") }
  }

  func run() throws {
    try Output.detach()
    let console = Console.standard
    let microphone = try Microphone(opening: CaptureRequest(device: device, channels: channel.selection))
    let setup = MicrophoneSetup(of: microphone.format, mixer: CaptureMixer(behind: device))
    Signals.trap()
    var screen = CheckScreen(on: console)
    if !json { screen.begin("Say a sentence; listening for \(Figures.length(seconds)) to \(device).") }
    let check = try MicrophoneCheck.run(microphone, seconds: seconds) { elapsed, level, channels in
      screen.show(elapsed, levelDBFS: level, channels)
      return Signals.pending == nil
    }
    screen.end()
    if let error = check.deviceError { throw error }
    if let signal = Signals.pending { throw ExitCode(ExitStatus.ended(by: signal)) }
    let figures = MicrophoneFigures(check)
    let findings = setup.findings + figures.findings()
    if json {
      try console.print(json: CheckRecord(device: device, figures, findings, check.channels))
    } else {
      show(figures, findings, check, on: console)
    }
    if !findings.isEmpty { throw ExitCode(ExitStatus.warned) }
  }

  private func show(
    _ figures: MicrophoneFigures, _ findings: [MicrophoneFinding], _ check: MicrophoneCheck,
    on console: Console
  ) {
    let style = console.style
    let format = check.format
    for finding in findings {
      console.print(
        Printable.wrapped("! " + finding.sentence, width: style.width).map { style.ink(.red, $0) })
    }
    if findings.isEmpty {
      let words = Printable.wrapped("Good: the microphone is ready.", width: style.width)
      console.print(words.map { style.ink(.green, $0) })
    }
    let channels = format.channels == 1 ? "mono" : "\(format.channels) channels"
    let meters = check.channels.map { ChannelMeters(report: $0, style: style) }
    let rows =
      [
        "voice  \(Figures.fixed(figures.voiceDBFS, 0)) dBFS   (95 % of the time below)",
        "noise  \(Figures.fixed(figures.noiseDBFS, 0)) dBFS   (10 % of the time below)",
        "peak   \(Figures.fixed(100 * figures.peak, 1)) % of full scale, clipped \(figures.clippings) times",
        "device \(Printable.line(format.device)), \(format.sampleRate.hertz) Hz, \(channels), \(format.sampleFormat)",
      ] + (meters.map { $0.rows + [$0.choice] } ?? [])
    // A table if it fits, else wrapped lines.
    console.print(rows.flatMap { Printable.fitted($0, width: style.width) })
  }
}

private struct CheckRecord: Encodable {
  let device: String
  let seconds, peak, voiceDBFS, noiseDBFS, longestZeroRun: Double
  let clippedRuns, gaps: Int
  let findings: [MicrophoneFinding]
  let channels: [ChannelRecord]?

  init(
    device: String, _ figures: MicrophoneFigures, _ findings: [MicrophoneFinding], _ channels: ChannelReport?
  ) {
    self.channels = channels?.channels.map { ChannelRecord($0) }
    self.device = device
    seconds = figures.seconds
    peak = figures.peak
    voiceDBFS = figures.voiceDBFS
    noiseDBFS = figures.noiseDBFS
    longestZeroRun = figures.longestZeros
    clippedRuns = figures.clippings
    gaps = figures.gaps
    self.findings = findings
  }
}
