import CaptureRig
import Foundation
import Signal
import Testing

@testable import SoundFile

/// A recorder that is killed leaves a header of an earlier moment, or of none.
@Suite struct WAVRepairTests {
  private let frames = 1000

  private func whole() throws -> (path: String, bytes: Data, offset: Int) {
    let path = try CaptureRig.scratch() + "/a.wav"
    let writer = try WAVWriter(
      creating: path, sampleRate: .preferred, label: WAVWriter.Label(title: "t", date: "d"))
    try CaptureRig.noise(count: frames, seed: 9).withUnsafeBufferPointer { try writer.write($0) }
    try writer.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return (path, bytes, bytes.count - 2 * frames)
  }

  private func repaired(_ bytes: Data, at path: String) throws -> (layout: WAVLayout?, bytes: Data) {
    try bytes.write(to: URL(fileURLWithPath: path))
    let number = open(path, O_RDWR)
    defer { close(number) }
    let layout = try WAVRepair.repair(number, path: path)
    return (layout, try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func setSizes(_ bytes: Data, riff: UInt32, data: UInt32, offset: Int) -> Data {
    var bytes = bytes
    withUnsafeBytes(of: riff.littleEndian) { bytes.replaceSubrange(4..<8, with: $0) }
    withUnsafeBytes(of: data.littleEndian) { bytes.replaceSubrange((offset - 4)..<offset, with: $0) }
    return bytes
  }

  @Test func `a whole file is left as it is`() throws {
    let (path, bytes, _) = try whole()
    let result = try repaired(bytes, at: path)
    #expect(result.bytes == bytes)
    #expect(result.layout?.framesInHeader == Int64(frames))
  }

  @Test(arguments: [
    (0, 0), (8, 0), (500, 400), (Int(UInt32.max), Int(UInt32.max)), (0x7FFF_FFFF, 0x7FFF_FF00),
  ])
  func `sizes that lie are set by the length of the file`(riff: Int, data: Int) throws {
    let (path, bytes, offset) = try whole()
    let broken = setSizes(bytes, riff: UInt32(riff), data: UInt32(data), offset: offset)
    #expect(try repaired(broken, at: path).bytes == bytes)
  }

  @Test func `half a frame at the end stays and is not counted`() throws {
    let (path, bytes, offset) = try whole()
    let result = try repaired(setSizes(bytes + [0x55], riff: 36, data: 0, offset: offset), at: path)
    #expect(result.bytes == bytes + [0x55])
    #expect(result.layout?.framesInHeader == Int64(frames))
  }

  @Test func `a chunk after the samples stays a chunk`() throws {
    let (path, bytes, offset) = try whole()
    let chunk = Data("LIST".utf8) + [4, 0, 0, 0] + Data("INFO".utf8)
    let longer = setSizes(
      bytes + chunk, riff: UInt32(bytes.count + chunk.count - 8), data: UInt32(2 * frames), offset: offset)
    #expect(try repaired(longer, at: path).bytes == longer)
  }

  @Test
  func `a file cut at any byte keeps every whole frame that it has, and a second repair changes nothing`()
    throws
  {
    let (path, bytes, offset) = try whole()
    for length in Array(0..<(offset + 10)) + [offset + 333, bytes.count - 1] {
      let cut = Data(bytes.prefix(length))
      let once = try repaired(cut, at: path)
      #expect(once.bytes.count == cut.count)
      if length >= offset {
        #expect(once.layout?.framesInHeader == Int64((length - offset) / 2))
      } else {
        #expect(once.layout == nil)
        #expect(once.bytes == cut)
      }
      #expect(try repaired(once.bytes, at: path).bytes == once.bytes)
    }
  }
}
