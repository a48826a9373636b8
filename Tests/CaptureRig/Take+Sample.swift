import Foundation
public import Rehearsal

extension Take {
  /// A take that is about to be recorded; `number` makes its name unique in a library.
  public static func sample(_ number: Int = 1, title: String = "Tell me about yourself") -> Take {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    let tail = String([letters[number / 31 / 31 % 31], letters[number / 31 % 31], letters[number % 31]])
    let prompt = PromptReference(
      pack: "test", id: "intro", title: title, text: "Tell me about yourself.", kind: .intro, covers: [])
    guard let id = TakeID("20261122-161512-k" + tail) else { preconditionFailure("the form of a take id") }
    return Take(
      id: id, prompt: prompt, target: prompt.kind.defaultTarget, targetSource: .kind,
      recordedAt: Timestamp(Date(timeIntervalSince1970: 1_795_364_112), in: .gmt),
      device: Take.Device(name: "", sampleRate: 48_000))
  }
}
