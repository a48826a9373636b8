/// A row of numbers as a row of blocks, lowest to highest.
public enum Sparkline {
  /// One character a value, scaled between the least and the largest; equal values are drawn in the middle.
  public static func text(_ values: some Collection<Double>, style: TextStyle) -> String {
    guard let least = values.min(), let largest = values.max() else { return "" }
    let steps = style.unicode ? Array("▁▂▃▄▅▆▇█") : Array("_.-=+*#@")
    return String(
      values.map { value in
        guard largest > least else { return steps[3] }
        let share = (value - least) / (largest - least)
        return steps[min(steps.count - 1, max(0, Int((share * Double(steps.count - 1)).rounded())))]
      })
  }
}
