import Report
import Testing

@Suite struct FiguresTests {
  @Test(arguments: [
    (0.0, "0:00"), (59.99, "0:59"), (60, "1:00"), (125.4, "2:05"), (3600, "1:00:00"), (-1, "0:00"),
    (.nan, "0:00"),
  ]) func `a clock shows whole seconds that have passed`(seconds: Double, text: String) {
    #expect(Figures.clock(seconds) == text)
  }

  @Test(arguments: [(0.04, "0:00.0"), (0.05, "0:00.1"), (59.96, "1:00.0"), (65.25, "1:05.3")])
  func `a precise clock rounds to tenths and carries`(seconds: Double, text: String) {
    #expect(Figures.preciseClock(seconds) == text)
  }

  @Test(arguments: [
    (1.005, 2, "1.00"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (12.0, 0, "12"), (.infinity, 1, "–"),
  ]) func `a number has exactly its decimals and no negative zero`(value: Double, decimals: Int, text: String)
  {
    #expect(Figures.fixed(value, decimals) == text)
  }

  @Test func `one is singular and all else is plural`() {
    #expect(Figures.count(1, "take", "takes") == "1 take")
    #expect(Figures.count(0, "take", "takes") == "0 takes")
  }
}
