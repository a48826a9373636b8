import ArgumentParser
import Practice
import Rehearsal
import Report
import Signal
import SpeechTiming

/// `aloud play`: hear a take again.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Hear a take, from any place or pause.",
    discussion: """
      On a terminal the playhead moves under the line of the answer. Keys: space pauses and goes on, ← and → jump \
      5 s, n and p go to the next or previous pause, q ends. The takes of an answer in parts are played one after the \
      other; last.2 is its second part.
      """)

  @Option(help: ArgumentHelp("Where to begin: 1:05, pause:3, or flag:R1.", valueName: "place"))
  var from: String?

  @Option(help: ArgumentHelp("Loudspeaker, an ALSA name; see `aloud devices`.", valueName: "name"))
  var device = "default"

  @Argument(help: ArgumentHelp("An id, the beginning of one, last, last~2 or PE1@3.", valueName: "take"))
  var take = "last"

  func validate() throws {
    _ = try start
  }

  /// The place to begin at.
  private var start: PlayPosition? {
    get throws { try ErrorText.checked { try from.map { try PlayPosition(text: $0) } } }
  }

  func run() throws {
    try Output.detach()
    let console = Console.standard
    let workspace = try Workspace.open(on: console)
    let answer = try workspace.review(of: try workspace.answer(named: take))
    let (pacing, assessment, prompt) = (answer.pacing, answer.assessment, answer.answer.questioned.prompt)
    let start = try start?.seconds(in: pacing, assessment) ?? 0
    Signals.trap()
    var player = try Player.open(answer, path: workspace.audioPath, device: device)
    if start > 0 { try player.move(to: start) }
    var screen = PlayScreen(on: console)
    screen.begin(title: "\(prompt.id): \(prompt.title)", TimelineContent(of: answer))
    let keyboard = Keyboard(enabled: console.hasKeys)
    defer {
      keyboard.restore()
      screen.end()
    }
    try play(&player, &screen, keyboard, pauses: pacing.pauses.map(\.interval.start))
    if let signal = Signals.pending { throw ExitCode(ExitStatus.ended(by: signal)) }
  }

  private func play(
    _ player: inout Player, _ screen: inout PlayScreen, _ keyboard: Keyboard, pauses: [Double]
  ) throws {
    var isPaused = false
    while Signals.pending == nil {
      switch keyboard.key(within: isPaused ? 50 : 0) {
      case .space:
        isPaused.toggle()
        if isPaused { try player.pause() }
      case .left: try player.move(to: player.position - 5)
      case .right: try player.move(to: player.position + 5)
      case .character("n"):
        if let next = pauses.first(where: { $0 > player.position + 0.05 }) { try player.move(to: next) }
      case .character("p"):
        // Half a second of leeway, so that pressing again goes further back.
        try player.move(to: pauses.last { $0 < player.position - 0.5 } ?? 0)
      case .character("q"), .escape: return
      default: break
      }
      if !isPaused, try !player.playBlock() {
        player.finish()
        screen.show(player.duration, of: player.duration, isPaused: false)
        return
      }
      screen.show(player.position, of: player.duration, isPaused: isPaused)
    }
  }
}
