import Foundation
import PromptPack
import Recording
import Rehearsal
import Seeded
import Signal
import SpeechTiming
import Tracker

/// For scripts/generate-takes: a person's history, without the months of speaking. Takes of about a minute and a half, of
/// the prompts of a pack, ten minutes apart; sidecars and index are written by the program's own code, the audio is a
/// link to an empty file.
///
///     take-generator COUNT DATA-FOLDER PACK
@main
enum TakeGenerator {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let count = Int(arguments[1]) else { throw CocoaError(.fileReadUnknown) }
    let (folder, pack) = (arguments[2], try PackReader.read(fileAt: arguments[3]))
    let library = try TakeLibrary(at: folder + "/takes")
    // Makes the journal, without which the first start would look through all takes.
    _ = try TakeRecovery(of: library)
    var chance = SplitMix(seed: 1)
    let takes = try (0..<count).map { number in
      let prompt = pack.prompts[Int.random(in: 0..<pack.prompts.count, using: &chance)]
      let take = take(of: prompt, in: pack, secondsAgo: 600 * Double(count - number), &chance)
      try write(take, number, in: folder, library)
      return (take, pacing(&chance))
    }
    let index = try TakeIndex.open(at: folder + "/aloud.sqlite")
    try index.rebuild(
      from: takes.lazy.map { TakeIndex.Entry($0, $1) }, folder: library.folderStamp)
  }

  private static func take(of prompt: Prompt, in pack: Pack, secondsAgo: Double, _ chance: inout SplitMix)
    -> Take
  {
    let date = Date(timeIntervalSince1970: 1_795_363_200 - secondsAgo)
    let (target, source) = pack.target(for: prompt)
    var take = Take(
      id: TakeID(date: date, using: &chance), prompt: PromptReference(prompt, pack: pack.id), target: target,
      targetSource: source, recordedAt: Timestamp(date, in: .gmt),
      device: Take.Device(
        name: "default", sampleRate: 48_000,
        opening: [
          "channels": .number(1), "sampleFormat": .text("S16_LE"), "periodSize": .number(960),
          "bufferSize": .number(48_000),
        ]))
    take.state = .finished
    take.ending = .key
    take.frames = 48_000 * 100
    return take
  }

  /// No `TakeLibrary.save`: it waits for the disk, which nobody needs here.
  private static func write(_ take: Take, _ number: Int, in folder: String, _ library: TakeLibrary) throws {
    let path = library.sidecarPath(of: take.id)
    guard mkdir((path as NSString).deletingLastPathComponent, 0o700) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
    try Data(Sidecar.bytes(of: take, path: path)).write(to: URL(filePath: path))
    // ext4 allows 65 000 links to a file.
    let audio = "\(folder)/silence-\(number / 50_000).wav"
    if number % 50_000 == 0 { try Data().write(to: URL(filePath: audio)) }
    guard link(audio, library.audioPath(of: take.id)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Some 80 stretches of speech and 380 syllables, as an answer of 100 s has them.
  private static func pacing(_ chance: inout SplitMix) -> Pacing {
    var (speech, nuclei): ([Interval], [Double]) = ([], [])
    var time = 0.7
    while time < 95 {
      let end = time + 0.01 * Double(Int.random(in: 20...150, using: &chance))
      speech.append(Interval(start: time, end: end))
      nuclei += stride(from: time + 0.05, to: end, by: 0.01 * Double(Int.random(in: 15...28, using: &chance)))
      time = end + 0.01 * Double(Int.random(in: 5...80, using: &chance))
    }
    return Pacing(
      duration: 100, speech: speech, nuclei: nuclei, voice: Voice(medianPitch: 118.5, pitchRange: 5.25),
      level: Level(
        peakDBFS: -3.5, speechDBFS: -21.25, noiseDBFS: -60.5, difference: 39.25, loudnessLUFS: -22.5))
  }
}
