// capture-child LIBRARY DEVICE NUMBER SECONDS [KEY [FRAMES]]: records take NUMBER until SECONDS are over, or until it
// is killed, or as if a key were pressed after KEY seconds (`never`), with at most FRAMES in a file. Says "recording"
// once it does, and how it ended. With `tell` as the key it says how many frames it has heard, again and again; with
// `mark` it marks the answer every few milliseconds, and says "mark NUMBER FRAME" of each mark that was taken.
import AudioDevice
import CaptureRig
import Files
import Foundation
import Recording
import Rehearsal

let arguments = CommandLine.arguments
guard arguments.count >= 5, let number = Int(arguments[3]), let seconds = Double(arguments[4]) else {
  print("usage: capture-child LIBRARY DEVICE NUMBER SECONDS [KEY [FRAMES]]")
  exit(2)
}
do {
  let microphone = try Microphone(opening: CaptureRequest(device: arguments[2]))
  let library = try TakeLibrary(at: arguments[1])
  let recorder = try Recorder(
    take: .sample(number), microphone: microphone, library: library, limit: seconds,
    mostFramesPerFile: arguments.count > 6 ? Int64(arguments[6]) ?? .max : .max)
  try recorder.start()
  print("recording")
  fflush(nil)
  let key = arguments.count > 5 ? Double(arguments[5]) ?? .infinity : .infinity
  let start = Clock.now
  var number = 0
  let isTelling = arguments.count > 5 && arguments[5] == "tell"
  while recorder.snapshot.ending == nil, Clock.now - start < key {
    if isTelling {
      print(Int((recorder.snapshot.seconds * Double(CaptureRig.rate)).rounded()))
      fflush(nil)
    }
    if arguments.count > 5 && arguments[5] == "mark" {
      number += 1
      if let frame = try? recorder.mark(.section, name: "\(number)") { print("mark", number, frame) }
      fflush(nil)
    }
    usleep(number > 0 ? 3_000 : 20_000)
  }
  let stopped = Clock.now
  var outcome = recorder.stop(.key)
  if key.isFinite { print("stopped in \(Int((Clock.now - stopped) * 1000)) ms, saved: \(outcome.isSaved)") }
  while case .diskDoesNotAnswer = outcome.failure { outcome = recorder.stop(.key) }
  print(outcome.take.ending?.rawValue ?? "none", outcome.take.frames, outcome.isSaved)
} catch {
  print("failed: \(error)")
  exit(1)
}
