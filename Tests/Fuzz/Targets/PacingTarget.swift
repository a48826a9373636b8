import Foundation
import Signal
import SpeechTiming
import Tracker

extension FuzzTarget {
  /// The measurements that the index keeps, drawn and exported.
  static let pacing = FuzzTarget(
    name: "pacing", about: "measurements as the index keeps them: drawn, exported",
    seeds: {
      var doubtful = Drawing.pacing
      doubtful.doubts = [FileDoubt(.damaged, claimed: 9, read: 2, missing: 1, places: [0.5, 1])]
      return try [Pacing(duration: 0, speech: []), Drawing.pacing, doubtful].map {
        try Array(JSONEncoder().encode($0))
      }
    },
    run: { bytes in
      guard let pacing = StoredPacing.value(from: String(decoding: bytes, as: UTF8.self)) else { return }
      try Drawing.show(plain, pacing)
      try Drawing.export(pacing)
    })
}
