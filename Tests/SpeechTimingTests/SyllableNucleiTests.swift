import SelfTest
import Signal
import Testing

@testable import SpeechTiming

@Suite struct SyllableNucleiTests {
  /// Densities drawn in tenths, a digit per step of 20 ms.
  private static func pieces(_ drawing: String, from start: Int = 0) -> [NucleusPiece] {
    let density = drawing.map { Float($0.wholeNumberValue ?? 0) / 10 }
    return NucleusPiece.pieces(of: start..<(start + density.count), density: density)
  }

  @Test("each rise and fall is a piece, cut in the valley", arguments: [0, 40])
  func cut(start: Int) {
    let pieces = Self.pieces("0141012500", from: start)
    #expect(pieces.map(\.range) == [start..<(start + 4), (start + 4)..<(start + 10)])
    #expect(pieces.map(\.peak) == [start + 2, start + 7])
  }

  @Test(
    "a peak is as prominent as the higher of the steps it is cut out between lets it be",
    arguments: [("043210450", [3, 5]), ("35100", [2])])
  func prominence(drawing: String, expected: [Float]) {
    #expect(Self.pieces(drawing).map { ($0.prominence * 10).rounded() } == expected)
  }

  @Test("a level stretch is one piece at most", arguments: [("00000", 0), ("0333330", 1), ("33333", 0)])
  func level(drawing: String, count: Int) {
    #expect(Self.pieces(drawing).count == count)
  }

  @Test(
    "there are as many nuclei as the pieces are worth together, each inside its piece",
    arguments: [
      (0, [0, 0, 0, 0]), (0.3, [0, 1, 0, 0]), (0.5, [1, 0, 1, 0]), (1, [1, 1, 1, 1]), (1.4, [1, 2, 1, 2]),
      (2, [2, 2, 2, 2]),
    ] as [(Float, [Int])])
  func places(worth: Float, expected: [Int]) {
    let pieces = Self.pieces("0140140140140")
    let places = SyllableNuclei.places(pieces) { _ in worth }
    #expect(pieces.map { piece in places.count { piece.range.contains($0 / 2) } } == expected)
    #expect(places.count == expected.reduce(0, +))
    #expect(places == places.sorted() && Set(places).count == places.count)
    if worth == 1 { #expect(places == pieces.map { 2 * $0.peak }) }
  }

  @Test("the features that training is shown are those that the nuclei are counted by")
  func rows() throws {
    let model = try #require(NucleusModel.trained)
    let (passage, inputs) = Self.heard("......######################........################......")
    let sounding = [60..<280, 360..<520]
    let nuclei = SyllableNuclei(inputs, count: passage.count, sounding: sounding, model: model)
    #expect(nuclei.rows.allSatisfy { $0.count == NucleusFeature.allCases.count })
    let worth = nuclei.rows.reduce(0.5) { $0 + Double(model.worth($1)) }
    #expect(nuclei.windows.count == Int(worth) && worth > 4)
  }

  @Test("a piece knows whether it is the first or the last of its speech, and its neighbours")
  func neighbours() throws {
    let model = try #require(NucleusModel.trained)
    let (passage, inputs) = Self.heard("......######################........################......")
    func rows(_ sounding: Range<Int>...) -> [[Float]] {
      SyllableNuclei(inputs, count: passage.count, sounding: sounding, model: model).rows
    }
    let (first, second) = (rows(60..<160), rows(180..<280))
    for rows in [first, second] {
      func column(_ feature: NucleusFeature) -> [Float] { rows.map { $0[feature.rawValue] } }
      #expect(rows.count > 2)
      #expect(column(.constant).allSatisfy { $0 == 1 })
      #expect(column(.isFirst).first == 1 && column(.isLast).last == 1)
      #expect(column(.distanceBefore).first == 1 && column(.distanceAfter).last == 1)
      #expect(column(.distanceAfter).dropLast() == column(.distanceBefore).dropFirst())
      #expect(column(.levelUnderLoudest).allSatisfy { $0 <= 0 })
    }
    // Speech beyond a silence is no neighbour.
    let beside: [NucleusFeature] = [.dipBefore, .changeBefore, .distanceBefore]
    let apart = rows(60..<160, 180..<280).dropFirst(first.count).first
    #expect(beside.map { apart?[$0.rawValue] } == beside.map { second.first?[$0.rawValue] })
  }

  /// A planted voice as the models see it.
  private static func heard(_ drawing: String) -> (Passage, ModelInputs) {
    var voice = PlantedVoice()
    var extractor = FeatureExtractor(sampleRate: .plain)
    voice.samples(drawing).withUnsafeBufferPointer { extractor.append($0) }
    extractor.finish()
    let passage = Passage(table: extractor.table, count: extractor.table.count, sampleRate: .plain)
    return (passage, ModelInputs(passage, floor: NoiseFloor(passage)))
  }

  @Test("a long recording is surer of its syllables than a short one, and no recording is sure")
  func error() {
    let errors = [0, 5, 20, 100, 10_000].map { SyllableError.relative(syllables: $0) }
    #expect(zip(errors, errors.dropFirst()).allSatisfy(>))
    #expect(errors.allSatisfy { $0 > 0.1 && $0 < 1 })
    #expect(SyllableError.relativeOfWords(syllables: 100) > SyllableError.relative(syllables: 100))
  }
}
