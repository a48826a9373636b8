/// How large a pack and its parts may be. The numbers bound the time and the memory that a hostile file can take, and
/// keep texts short enough to be read on a terminal. `Prompts/README.md` and `Prompts/pack.schema.json` state them too.
enum PackLimits {
  /// Bytes of a file. The shipped pack has 35 KiB.
  static let bytes = 1 << 20
  /// Levels of nesting. A pack needs five.
  static let depth = 20
  /// Values, keys counted. The shipped pack has 1,336.
  static let values = 10_000
  /// Places where a value could begin, counted before parsing. Prose has one in thirty characters, so text that stays
  /// below `bytes` passes; 1 MiB of `[a,a,a,…` does not get as far as the parser.
  static let beginnings = 60_000
  /// Things that look like `*alias`, in a text that also has something like `&anchor`. Expansion is at most 3^(n/3).
  static let aliases = 8

  /// Mistakes that are listed. A file with more of them is not a pack.
  static let mistakes = 200

  /// Seconds that a section of a story may take.
  static let sectionSeconds = 600.0

  static let prompts = 300
  static let stages = 20
  static let qualities = 40
  static let sections = 12
  static let terms = 200
  static let days = 31
  static let tasks = 20
  static let followUps = 10
  static let covers = 12

  /// Unicode scalars of one text.
  enum Text {
    static let title = 80
    static let question = 1000
    static let line = 300
    static let term = 60
  }
}
