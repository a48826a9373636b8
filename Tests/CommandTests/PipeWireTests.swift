import Foundation
import Testing

/// Recording through PipeWire, whose faults are silent: it drops what nobody fetches, and tells no one.
@Suite(.enabled(if: PipeWire.isUsable, PipeWire.isMissing)) struct PipeWireTests {
  private let home: Home
  private let server: PipeWire

  init() throws {
    home = try Home()
    server = try PipeWire(for: home)
  }

  /// Starts an answer that ends when it is told to.
  private func recorder() throws -> Command {
    let recorder = try home.starting(
      "record", "--free", "Told by a sound server", "--think", "0", "--device", "microphone", "--seconds",
      "60",
      "--json")
    try #require(recorder.says("0:01"), "\(recorder.errors)")
    return recorder
  }

  /// Sidecar and samples of the take.
  private func take() throws -> (sidecar: JSON, samples: [Int16]) {
    let folder = home.takes.appending(path: try #require(try home.takeIDs().last))
    return (
      try JSON(contentsOf: folder.appending(path: "take.json")),
      try WAV.samples(of: folder.appending(path: "take.wav"))
    )
  }

  /// Does something to a recording, and looks whether the take covers the time it took.
  private func expectTrueTimeLine(_ disturb: (Command) -> Void) throws -> (sidecar: JSON, samples: [Int16]) {
    let recorder = try recorder()
    let began = ContinuousClock.now
    disturb(recorder)
    usleep(1_000_000)
    // One second had been heard before.
    let least = 1 + (ContinuousClock.now - began) / .seconds(1)
    recorder.send(SIGINT)
    #expect(recorder.result(within: 30).code != nil)
    let (sidecar, samples) = try take()
    #expect(sidecar["ending"].text == "signal")
    #expect(sidecar["frames"].integer == samples.count)
    // A loss that nobody counted would be of two seconds.
    #expect(Double(samples.count) / Double(Room.rate) > least - 0.5)
    return (sidecar, samples)
  }

  @Test func `What is spoken arrives bit by bit`() throws {
    let noise = Room.noise(seconds: 2)
    let recorder = try recorder()
    let player = try server.playing(noise)
    _ = player.result(within: 4)
    recorder.send(SIGINT)
    #expect(recorder.result(within: 30).code != nil)
    let (sidecar, samples) = try take()
    #expect(sidecar["gaps"].list.isEmpty)
    // A player that is late leaves silence between its samples; in the noise there is no zero.
    let heard = samples.filter { $0 != 0 }
    #expect(heard.count > Room.rate / 2)
    #expect(zip(heard, noise).allSatisfy { $0 == $1 })
  }

  @Test func `A recorder that was stopped finds what the server dropped without a word`() throws {
    let (sidecar, samples) = try expectTrueTimeLine { recorder in
      recorder.send(SIGSTOP)
      usleep(2_000_000)
      recorder.send(SIGCONT)
    }
    let gap = try #require(sidecar["gaps"].list.max { $0["length"].integer ?? 0 < $1["length"].integer ?? 0 })
    #expect(gap["cause"].text == "silentLoss")
    let (position, length) = (try #require(gap["position"].integer), try #require(gap["length"].integer))
    #expect(length > 3 * Room.rate / 2)
    #expect(position + length < samples.count)
  }

  @Test func `A server that stands still for two seconds leaves the time line true`() throws {
    _ = try expectTrueTimeLine { _ in
      server.daemon.send(SIGSTOP)
      usleep(2_000_000)
      server.daemon.send(SIGCONT)
    }
  }

  @Test func `A server that is killed costs nothing of what was heard, and the way on is told`() throws {
    let recorder = try recorder()
    server.daemon.send(SIGKILL)
    let result = recorder.result(within: 30)
    #expect(result.code == 3, "\(result)")
    #expect(result.errors.contains("went away"))
    #expect(result.errors.contains("record --continue"))
    let (sidecar, samples) = try take()
    #expect(sidecar["ending"].text == "deviceLost")
    #expect(samples.count > Room.rate / 2)
  }
}
