/// Where things are in the memory of a capture, in bytes from its start.
///
/// All are computed: a stored constant of a type is initialized at its first use, under a lock, and the
/// capture thread takes no locks.
package enum CaptureLayout {
  /// The first bytes of the memory. The number changes whenever anything below changes.
  package static var mark: UInt64 { 0x3244_5541_4f4c_4121 }  // "!ALOAUD2"
  /// The first bytes of the memory of Aloud 0.1, which had no marks and no note of the part before.
  package static var markOfFormat1: UInt64 { 0x3144_5541_4f4c_4121 }  // "!ALOAUD1"
  package static var capacity: Int { 8 }
  // One cache line each, so that the threads do not contend for it.
  package static var published: Int { 64 }
  package static var staged: Int { 128 }
  package static var done: Int { 192 }
  package static var ledgerCount: Int { 256 }
  package static var currentNote: Int { 320 }
  package static var markCount: Int { 384 }
  /// Two notes: one for the take in work, one for the part before it. Each has base, end and the name of the
  /// take; at its end is a 1 once it is complete.
  package static var notes: Int { 512 }
  package static var noteBytes: Int { 128 }
  package static var noteName: Int { 16 }
  package static var noteIsWhole: Int { 120 }
  package static var headBytes: Int { 1024 }
  /// The path of the library in UTF-8, ended by NUL; zeros if it is longer.
  package static var library: Int { headBytes }
  package static var libraryBytes: Int { ledger - library }
  package static var ledger: Int { 4096 }
  package static var entryNumbers: Int { 3 }
  package static var mostEntries: Int { 4096 }
  /// Each mark: its position, and two texts that end with NUL or fill their room.
  package static var marks: Int { ledger + mostEntries * entryNumbers * 8 }
  package static var markBytes: Int { 128 }
  package static var markKind: Int { 8 }
  package static var markName: Int { 32 }
  package static var mostMarks: Int { 1024 }
  package static var samples: Int { marks + mostMarks * markBytes }
  package static var samplesOfFormat1: Int { marks }
}
