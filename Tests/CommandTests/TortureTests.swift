import Foundation
import Testing

/// The short form of each campaign of `scripts/torture`: kill storm, power cuts, gaps, full disks, damage, signals.
/// Times are for the long form, on a machine that does nothing else.
@Suite(.serialized, .enabled(if: Products.canInterpose, "a sanitizer stands in the way of LD_PRELOAD"))
struct TortureTests {
  @Test(
    arguments: [
      "kill", "power", "gaps", "stop", "signals", "disk", "index", "together", "recovery", "clocks",
    ])
  func `A short campaign meets its goals`(campaign: String) throws {
    let home = try Home()
    home.environment.merge([
      "ALOUD": Products.aloud, "PLUGIN": Products.microphonePlugin, "SHIM": Products.interposer,
      "CHILD": Products.captureChild,
      "WORK": home.folder.path, "UNTIMED": "1", "PYTHONDONTWRITEBYTECODE": "1",
    ]) { $1 }
    let script = Products.package.appending(path: "scripts/campaigns/main.py").path
    let result = try home.start("python3", [script, campaign, "--short"]).result(within: 300)
    #expect(result.code == 0, "\(result)")
  }
}
