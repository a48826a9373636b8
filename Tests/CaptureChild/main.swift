// capture-child LIBRARY DEVICE NUMBER SECONDS: records take NUMBER until SECONDS are over, or until it is killed. Says
// "recording" once it does, and how it ended.
import AudioDevice
import CaptureRig
import Foundation
import Recording
import Rehearsal

let arguments = CommandLine.arguments
guard arguments.count == 5, let number = Int(arguments[3]), let seconds = Double(arguments[4]) else {
  print("usage: capture-child LIBRARY DEVICE NUMBER SECONDS")
  exit(2)
}
do {
  let microphone = try Microphone(opening: CaptureRequest(device: arguments[2]))
  let library = try TakeLibrary(at: arguments[1])
  let recorder = try Recorder(
    take: .sample(number), microphone: microphone, library: library, limit: seconds)
  try recorder.start()
  print("recording")
  fflush(nil)
  while recorder.snapshot.ending == nil { usleep(20_000) }
  let outcome = recorder.stop(.signal)
  print(outcome.take.ending?.rawValue ?? "none", outcome.take.frames, outcome.isSaved)
} catch {
  print("failed: \(error)")
  exit(1)
}
