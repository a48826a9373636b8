import Foundation
import SpeechTiming
import Tracker

extension FuzzTarget {
  /// The measurements that the index keeps, drawn and exported.
  static let pacing = FuzzTarget(
    name: "pacing", about: "measurements as the index keeps them: drawn, exported",
    seeds: {
      try [Pacing(duration: 0, speech: []), Drawing.pacing].map { try Array(JSONEncoder().encode($0)) }
    },
    run: { bytes in
      guard let pacing = StoredPacing.value(from: String(decoding: bytes, as: UTF8.self)) else { return }
      try Drawing.show(plain, pacing)
      try Drawing.export(pacing)
    })
}
