import AudioDevice
import Foundation
import Recording
import Rehearsal
import Report
import SpeechTiming

/// One recording from the question to the review.
struct RecordSession {
  let workspace: Workspace
  let question: Question
  let device: String
  let think: Double
  let seconds: Double?
  let json: Bool
  /// The take that is gone on from; `nil` for a new answer.
  let before: Take?

  private var console: Console { workspace.console }

  /// Runs it.
  /// - Returns: the exit code.
  func run() throws -> Int32 {
    let limit = seconds ?? question.limit
    // What can go wrong goes wrong now, before the speaker has thought and spoken.
    let microphone = try Microphone(opening: CaptureRequest(device: device))
    let rate = microphone.chain.sampleRate
    try workspace.requireRoom(forSeconds: limit, at: rate)
    Signals.trap()
    let keyboard = Keyboard(enabled: console.hasKeys)
    defer { keyboard.restore() }
    showQuestion()
    if let room = workspace.room(at: rate), room < MicrophoneTrouble.littleRoom {
      console.note("aloud: the disk has room for \(Figures.length(room)) of recording; free some space.")
    }
    let setup = MicrophoneSetup(of: microphone.chain, mixer: CaptureMixer(behind: device))
    for finding in setup.findings { console.note("aloud: " + Words.sentence(finding) + ".") }
    guard ThinkTime(console: console, keyboard: keyboard, seconds: think).wait() else {
      keyboard.restore()
      console.note("Nothing was recorded.")
      return ExitStatus.ended(by: Signals.pending ?? SIGINT)
    }
    return try record(microphone, limit, after: before, keyboard)
  }

  /// One part of the answer, and those after it.
  private func record(
    _ microphone: consuming Microphone, _ limit: Double, after before: Take?, _ keyboard: Keyboard
  ) throws -> Int32 {
    let chain = microphone.chain
    var take = workspace.newTake(of: question, device: chain)
    if let before { take = before.nextPart(id: take.id, recordedAt: take.recordedAt, device: chain) }
    let recorder = try Recorder(take: take, microphone: microphone, library: workspace.library, limit: limit)
    try recorder.start()
    let outcome = waitForDisk(speak(recorder, keyboard), recorder)
    if outcome.deviceError == nil { keyboard.restore() }
    let code = try finish(outcome, recorder, keyboard)
    let left = limit - recorder.snapshot.seconds
    guard outcome.deviceError != nil, outcome.isSaved, left >= 1, keyboard.isReading, Signals.pending == nil
    else { return code }
    let wait = MicrophoneReturn(console: console, keyboard: keyboard, device: device)
    guard wait.isWanted(part: (outcome.take.part ?? 1) + 1) else { return code }
    return try record(
      Microphone(opening: CaptureRequest(device: device)), left, after: outcome.take, keyboard)
  }

  /// A disk that stands still is waited for, until a signal after the one that ended the recording. What was said is in
  /// shared memory all the while.
  private func waitForDisk(_ outcome: Recorder.Outcome, _ recorder: Recorder) -> Recorder.Outcome {
    var outcome = outcome
    guard case .diskDoesNotAnswer = outcome.failure else { return outcome }
    console.note(
      "aloud: the disk does not answer; waiting for it with what you said. Ctrl-C leaves; the next start goes on with it."
    )
    // Also one that came before these words did.
    let asked = outcome.take.ending == .signal ? 1 : 0
    while case .diskDoesNotAnswer = outcome.failure, Signals.count <= asked {
      outcome = recorder.stop(.signal)
    }
    return outcome
  }

  private func showQuestion() {
    let prompt = question.prompt
    let reason = Words.reason(for: question.source, kind: prompt.kind)
    let title = prompt.id == "free" ? [] : ["\(prompt.id): \(prompt.title)"]
    let lines =
      title.flatMap { Printable.wrapped($0, width: console.style.width) }.map { console.style.ink(.bold, $0) }
      + Printable.wrapped(prompt.text, width: console.style.width)
      + Printable.wrapped("Target \(Words.range(question.target)): \(reason).", width: console.style.width)
      .map { console.style.ink(.dim, $0) }
    for line in lines + [""] { json ? console.note(line) : console.print(line) }
  }

  /// From the beep to the end of the recording.
  private func speak(_ recorder: Recorder, _ keyboard: Keyboard) -> Recorder.Outcome {
    var screen = LiveScreen(console: console, isQuiet: json)
    defer { screen.end() }
    if console.isInteractive { console.draw("\u{07}") }
    while true {
      let snapshot = recorder.snapshot
      if let ending = snapshot.ending { return recorder.stop(ending) }
      screen.show(
        LiveView(
          elapsed: snapshot.seconds, target: question.target, levelDBFS: snapshot.levelDBFS,
          warning: MicrophoneTrouble.sentence(snapshot)))
      if Signals.pending != nil { return recorder.stop(.signal) }
      let key = keyboard.key(within: 50)
      if key == .enter || key == .space { return recorder.stop(.key) }
    }
  }

  private func finish(_ outcome: Recorder.Outcome, _ recorder: Recorder, _ keyboard: Keyboard) throws -> Int32
  {
    for error in [outcome.deviceError as (any Error)?, outcome.failure].compactMap(\.self) {
      console.note("aloud: " + ErrorText.sentence(error))
    }
    guard outcome.isSaved else { return ExitStatus.couldNot }
    if outcome.deviceError != nil, !keyboard.isReading {
      console.note(
        "What you said is saved. To go on as the next part: aloud record --continue \(outcome.take.id)")
    }
    for part in recorder.finishedParts {
      workspace.index(part.take, part.pacing)
      console.note("Part \(part.take.part ?? 1) filled a file and is take \(part.take.id).")
    }
    guard let pacing = recorder.pacing(within: 60) else {
      console.note("aloud: the take is saved, but measuring it takes long here; `aloud review` does it.")
      return ExitStatus.couldNot
    }
    let assessment = Assessment(of: pacing, against: outcome.take.target)
    workspace.index(outcome.take, pacing)
    try show(outcome.take, pacing, assessment)
    if let signal = Signals.pending { return ExitStatus.ended(by: signal) }
    if outcome.failure != nil { return ExitStatus.couldNot }
    return assessment.warnings.isEmpty && outcome.deviceError == nil ? 0 : ExitStatus.warned
  }

  private func show(_ take: Take, _ pacing: Pacing, _ assessment: Assessment) throws {
    if json {
      try console.print(
        json: ReviewRecord(of: take, file: workspace.audioPath(of: take), pacing, assessment))
      return
    }
    console.print(Review(of: take, pacing, assessment, style: console.style).text)
    console.print()
    let after =
      "Saved. Hear it: aloud play. Tick what you covered: aloud review --tick 1,3. Again: \(again(take))."
    console.print(Printable.wrapped(after, width: console.style.width).map { console.style.ink(.dim, $0) })
  }

  private func again(_ take: Take) -> String {
    "aloud record " + (take.prompt.id == "free" ? "--free …" : take.prompt.id)
  }
}
