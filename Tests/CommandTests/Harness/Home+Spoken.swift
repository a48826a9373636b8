import Foundation
import Testing

extension Home {
  /// A field of a microphone that writes down when it began; one microphone and one start only.
  var diary: String { "diary \"\(file("diary"))\"" }

  /// Waits until the microphone with the diary has heard so many seconds.
  /// - Returns: frames that it had heard then, at 48 kHz.
  func spoken(atLeast seconds: Double) throws -> Int {
    var frames = 0
    try #require(
      waits(within: 60 + seconds) {
        frames = spokenFrames
        return frames >= Int(seconds * Double(Room.rate))
      })
    return frames
  }

  /// What the microphone has produced by now, told by its diary (Tests/VirtualMicrophone/microphone.h).
  private var spokenFrames: Int {
    guard let text = try? String(contentsOfFile: file("diary"), encoding: .utf8),
      let origin = text.split(separator: " ").first.flatMap({ Int($0) })
    else { return 0 }
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return (now.tv_sec * 1_000_000_000 + now.tv_nsec - origin) * Room.rate / 1_000_000_000
  }
}
