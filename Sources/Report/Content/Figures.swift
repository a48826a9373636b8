import Rehearsal

/// Numbers in words and units, the same everywhere. Locale does not change them: a figure in a review, a bug
/// report and a test is the same text.
public enum Figures {
  /// `1:05`, minutes and whole seconds, rounded down as a clock shows it.
  public static func clock(_ seconds: Double) -> String {
    let whole = Int(held(seconds))
    let tail = ":" + padded(whole % 60)
    return whole < 3600 ? "\(whole / 60)" + tail : "\(whole / 3600):" + padded(whole / 60 % 60) + tail
  }

  /// `1:05.3`, minutes, seconds and tenths, rounded.
  public static func preciseClock(_ seconds: Double) -> String {
    let tenths = Int((held(seconds) * 10).rounded())
    return clock(Double(tenths / 10)) + ".\(tenths % 10)"
  }

  /// `seconds` as `0.7 s` below a minute, and as a clock from there on.
  public static func length(_ seconds: Double) -> String {
    seconds < 60 ? fixed(seconds, 1) + " s" : clock(seconds.rounded())
  }

  /// A time by the wall clock in its largest units: `12 s`, `3 min`, `5 h`, `2 days`.
  static func interval(_ seconds: Double) -> String {
    switch held(seconds) {
    case ..<100: fixed(seconds, 0) + " s"
    case ..<6000: fixed(seconds / 60, 0) + " min"
    case ..<172_800: fixed(seconds / 3600, 0) + " h"
    default: fixed(seconds / 86_400, 0) + " days"
    }
  }

  /// `value` with exactly `decimals` decimals; a dash if it is not a number, or too large to read.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard abs(value) < largest else { return "–" }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = Int64((abs(value) * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + "\(scaled)" }
    let fraction = String(scaled % Int64(scale))
    return sign + "\(scaled / Int64(scale))." + String(repeating: "0", count: decimals - fraction.count)
      + fraction
  }

  /// `2026-11-22 16:15`, in the speaker's local time.
  static func minute(_ time: Timestamp) -> String {
    String(time.text.prefix(16)).replacing("T", with: " ")
  }

  /// `12 %` from a share of 0…1.
  public static func percent(_ share: Double) -> String { fixed(100 * share, 0) + " %" }

  /// `1 pause`, `2 pauses`.
  public static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) " + (number == 1 ? one : many)
  }

  /// Larger than any measure of a recording, and far below where whole numbers end, even in thousandths. A
  /// damaged file may claim more.
  private static let largest = 1e12

  private static func held(_ seconds: Double) -> Double {
    seconds.isFinite ? min(largest, max(0, seconds)) : 0
  }

  private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
