import Foundation
import Rehearsal
import Testing

@testable import Report

@Suite struct RuleTableTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The rows of the table under the heading `Rules` of a document, without its head.
  private func rows(of document: String) throws -> [String] {
    let text = try String(contentsOf: Self.root.appending(path: document), encoding: .utf8)
    let lines = text.components(separatedBy: "\n").drop { !$0.hasSuffix("# Rules") }
    return Array(lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2))
  }

  private func name(_ rule: Rule) -> String { rule.code ?? rule.title }

  @Test func `The README says of each rule what it flags, and of no other`() throws {
    #expect(
      Set(try rows(of: "README.md")) == Set(Rule.allCases.map { "| \(name($0)) | \($0.meaning()) |" }))
  }

  @Test func `The measures have a row for each rule, and no other`() throws {
    let names = try rows(of: "docs/measures.md").map { $0.split(separator: " | ")[0].dropFirst(2) }
    #expect(names.map(String.init).sorted() == Rule.allCases.map(name).sorted())
  }
}
