import Recording
public import Rehearsal
import SpeechTiming
import Tracker

/// Answers: the takes that continue one another, found, measured and changed as one.
extension Workspace {
  /// The answer that `name` means: an id, a prefix, `last`, `last~2`, `PE1@3`; with `.2` after it, its second part by
  /// itself.
  /// - Throws: `UnresolvedReference`; `UnknownPrompt` or `NoPrompts` if it is the prompt that is unknown; `NoSuchPart`;
  ///   `TakeLibraryError`.
  public func answer(named name: String) throws -> Answer {
    let (whole, number) = TakeReference.part(of: name)
    let found = try answer(with: id(named: whole))
    guard let number else { return found }
    guard let part = found.part(number) else {
      throw NoSuchPart(text: name, parts: found.parts.map(\.number))
    }
    return part
  }

  /// The first part of the answer that `name` means; a prompt may be named by its title too.
  private func id(named name: String) throws -> TakeID {
    do {
      return try answer { try $0.id(named: name) }
    } catch let error as UnresolvedReference {
      guard let at = name.lastIndex(of: "@"), case .none = error.reason else { throw error }
      let prompt = String(name[..<at])
      let key = try promptKey(named: prompt)
      let full = "\(key.pack)/\(key.id)"
      if [key.id, full].contains(where: { $0.lowercased() == prompt.lowercased() }) { throw error }
      return try answer { try $0.id(named: full + name[at...]) }
    }
  }

  /// The whole answer that `name` means, also where it names a part: the answer goes on after its last part.
  /// - Throws: as `answer(named:)`.
  public func answerToContinue(named name: String) throws -> Answer {
    try answer(named: TakeReference.part(of: name).whole)
  }

  /// The answer that a take belongs to, as the takes themselves say.
  func answer(with id: TakeID) throws -> Answer {
    let links = try links(around: id)
    var (takes, failure): ([Take], (any Error)?) = ([], nil)
    for link in links {
      do {
        takes.append(try load(link.id))
      } catch {
        if links.count > 1 { tell(.trouble(error)) }
        failure = failure ?? error
      }
    }
    // A take that is named as the part before and is none, because its question is another.
    let strangers = takes.compactMap { take in
      take.continues.flatMap { try? library.load($0) }.flatMap {
        PartLink($0).agrees(with: PartLink(take)) ? nil : $0
      }
    }
    let found = Answer.all(of: takes + strangers)
      .first { $0.parts.contains { $0.take.id == id } }
    if let found = found ?? Answer.all(of: takes).first { return found }
    return Answer(try failure.map { throw $0 } ?? load(id))
  }

  /// The parts of the answer that a take belongs to. If a sidecar says something else than its row, it wins.
  private func links(around id: TakeID) throws -> [PartLink] {
    func known() throws -> [PartLink] {
      let links = try answer { try $0.parts(of: id) }
      return links.isEmpty ? [PartLink(try load(id))] : links
    }
    let links = try known()
    let changed = links.filter { link in
      guard let take = try? library.load(link.id) else { return false }
      return PartLink(take) != link
    }
    guard !changed.isEmpty else { return links }
    for link in changed { try answer { try $0.update(load(link.id)) } }
    return try known()
  }

  /// The measurements of an answer, and how it stands against its target. A part that was never measured is measured
  /// now. Of several parts, one that cannot be measured is left out, with a doubt.
  public func review(of answer: Answer) throws -> MeasuredAnswer {
    var pacings: [TakeID: Pacing] = [:]
    for part in answer.parts {
      do {
        pacings[part.take.id] = try review(of: part.take).pacing
      } catch {
        guard answer.parts.count > 1 else { throw error }
        tell(.notMeasured(part.take.id, error))
      }
    }
    return MeasuredAnswer(answer, pacings)
  }

  /// The answer of which `reviewed` was recorded just now.
  public func review(of reviewed: ReviewedTake) -> MeasuredAnswer {
    let alone = MeasuredAnswer(reviewed.take, reviewed.pacing)
    guard reviewed.take.continues != nil else { return alone }
    return (try? review(of: answer(with: reviewed.take.id))) ?? alone
  }

  /// An answer of a list, if all of it was measured before; `nil` if not.
  func measured(_ summary: TakeSummary) throws -> MeasuredAnswer? {
    let found = try answer(with: summary.id)
    var pacings: [TakeID: Pacing] = [:]
    for part in found.parts { pacings[part.take.id] = try answer { try $0.pacing(of: part.take) } }
    return pacings.count == found.parts.count ? MeasuredAnswer(found, pacings) : nil
  }
}

/// The answer has no such part.
public struct NoSuchPart: Worded {
  /// As the person wrote it.
  public let text: String
  /// Numbers of the parts that are there.
  public let parts: [Int]

  /// What there is, and what was asked for.
  public var words: String {
    parts.count == 1 && parts[0] == 1
      ? "that answer is in one part, so there is no \(FaultWords.quoted(text))"
      : "that answer has the parts \(parts.prefix(10).map(String.init).joined(separator: ", "))"
        + (parts.count > 10 ? " and more" : "") + ", so there is no \(FaultWords.quoted(text))"
  }
}
