import Practice
import Rehearsal
import Report

/// Notices as lines of this shell.
enum NoticeText {
  static func line(_ notice: Notice) -> String {
    switch notice {
    case .recovered(let take): recovered(take)
    case .notRecovered(let id, let error):
      "aloud: take \(id) cannot be recovered: \(ErrorText.sentence(error))"
    case .indexUnusable(let error): "aloud: " + ErrorText.sentence(error) + " Going on without it."
    case .indexSetAside(let path):
      "aloud: the index was damaged; it is now \(ErrorText.quoted(path)), and a new one is made from your takes."
    case .packLeftOut(let name, let mistakes):
      "aloud: the pack \(ErrorText.quoted(name)) has \(Figures.count(mistakes, "mistake", "mistakes")) and is left out; "
        + "`aloud prompts check` with its name explains."
    case .notMeasured(let id, let error):
      "aloud: take \(id) cannot be measured: \(ErrorText.sentence(error))"
    case .trouble(let error): "aloud: " + ErrorText.sentence(error)
    case .littleRoom(let seconds):
      "aloud: the disk has room for \(Figures.length(seconds)) of recording; free some space."
    case .microphone(let finding): "aloud: " + finding.sentence + "."
    case .waitingForDisk:
      "aloud: the disk does not answer; waiting for it with what you said. Ctrl-C leaves; the next start goes on with it."
    case .keptUnfinished(let id):
      "What you said is kept, as take \(id). Mend what keeps it from being saved; then any aloud command finishes the take."
    case .partFilled(let take): "Part \(take.part ?? 1) filled a file and is take \(take.id)."
    case .measuringTakesLong:
      "aloud: the take is saved, but measuring it takes long here; `aloud review` does it."
    case .reviewed(let reviewed): "Saved: take \(reviewed.take.id)."
    case .microphoneLost(let take, nil):
      "What you said is saved. To go on as the next part: aloud record --continue \(take)"
    case .microphoneLost(_, let part?):
      "What you said is saved. Plug the microphone in to go on as part \(part); Enter ends."
    case .microphoneBack(let part):
      "The microphone is back: press r to go on as part \(part). Enter ends."
    }
  }

  private static func recovered(_ take: Take) -> String {
    let seconds = Double(take.frames) / Double(max(1, take.device.sampleRate))
    let name =
      take.prompt.isOwnQuestion ? ErrorText.quoted(take.prompt.title) : Printable.line(take.prompt.id)
    return "Recovered: \(Figures.length(seconds)) of \(name), take \(take.id)."
  }
}
