import Foundation
import PromptPack
import Rehearsal
import Testing

struct ShippedPackTests {
  let pack: Pack

  init() throws { pack = try PackReader.read(Fixture.bytes("netflix-tpm.yaml"), named: "netflix-tpm.yaml") }

  @Test func `has no mistakes`() throws {
    #expect(try PackReader.diagnose(Fixture.bytes("netflix-tpm.yaml")) == [])
  }

  @Test func `holds exactly the prompts of the inventory, each of its kind`() {
    let inventory: [PromptKind: [String]] = [
      .intro: ["TMY"], .motivation: ["WN"],
      .scenario: ["L1", "L2", "L3", "L4"],
      .behavioral: ["PE1", "PE4", "SC1", "SC3", "SA3"],
      .howTo: ["PE2", "PE3", "SC2", "SC4", "SA4"],
      .technical: ["TD1", "TD2", "TD3", "TD4", "SA2"],
      .culture: ["CJ1", "CJ2", "CJ3", "CJ4"],
      .drill: ["D3a", "D3b", "D3c", "D3d", "D4a", "D4b", "D4c", "D4d"],
      .reverse: ["Q1", "Q2", "Q3", "Q4", "Q5"],
    ]
    for kind in PromptKind.allCases {
      #expect(Set(pack.prompts.filter { $0.kind == kind }.map(\.id)) == Set(inventory[kind] ?? []))
    }
    #expect(pack.prompts.count == inventory.values.reduce(0) { $0 + $1.count })
  }

  @Test func `knows the five stages and the seven qualities`() {
    #expect(
      pack.stages.map(\.id) == [
        "recruiter-screen", "hiring-manager", "technical-partner", "behavioral-cross-functional",
        "panel-final",
      ])
    #expect(
      pack.qualities.map(\.title) == [
        "Technical fluency", "Program leadership", "Decisions under ambiguity", "Influence without authority",
        "Risk and escalation judgment", "Concise and candid communication",
        "Ownership, and context over control",
      ])
  }

  @Test func `gives every prompt stages, tags, probes and a list to tick`() {
    for prompt in pack.prompts {
      #expect((1...2).contains(prompt.followUps.count), "\(prompt.id)")
      #expect((3...6).contains(prompt.covers.count), "\(prompt.id)")
      #expect(!prompt.stages.isEmpty, "\(prompt.id)")
      #expect(!prompt.qualities.isEmpty, "\(prompt.id)")
    }
  }

  @Test func `refers only to what it declares`() {
    #expect(Set(pack.prompts.flatMap(\.stages)) == Set(pack.stages.map(\.id)))
    #expect(Set(pack.prompts.flatMap(\.qualities)) == Set(pack.qualities.map(\.id)))
    #expect(Set(pack.plan.flatMap(\.prompts)).isSubset(of: pack.prompts.map(\.id)))
  }

  @Test func `says no two questions, probes of a prompt or titles alike`() {
    #expect(Set(pack.prompts.map(\.text)).count == pack.prompts.count)
    #expect(Set(pack.prompts.map(\.title)).count == pack.prompts.count)
    #expect(
      Set(pack.prompts.flatMap(\.followUps)).count == pack.prompts.reduce(0) { $0 + $1.followUps.count })
  }

  @Test func `divides 120 seconds among the seven sections of a story`() {
    #expect(
      pack.sections.map(\.title) == [
        "Context", "Complexity", "Role", "Actions", "Tradeoffs", "Outcome", "Reflection",
      ])
    #expect(pack.sections.map(\.seconds) == [12, 15, 10, 43, 15, 15, 10])
    #expect(pack.sections.reduce(0) { $0 + $1.seconds } == 120)
  }

  @Test func `plans five days, the drills on the third and the fourth`() {
    #expect(pack.plan.count == 5)
    #expect(pack.plan[2].prompts == ["D3a", "D3b", "D3c", "D3d"])
    #expect(pack.plan[3].prompts == ["D4a", "D4b", "D4c", "D4d"])
    #expect(pack.plan.allSatisfy { !$0.tasks.isEmpty && !$0.prompts.isEmpty })
  }

  @Test func `lists the terms of the trade`() {
    #expect(
      pack.terms == [
        "SLA", "SLO", "latency", "throughput", "backward compatibility", "incident management",
        "dependency mapping", "canary release", "validation metrics", "rollback plan", "change management",
        "observability", "migration waves", "cutover", "incident response", "decision gates", "phased launch",
        "reduced scope", "failure points",
      ])
  }

  @Test func `keeps Aloud's default targets`() {
    for prompt in pack.prompts {
      #expect(pack.target(for: prompt).source == .kind)
    }
  }

  @Test func `is no wider than 120 columns and names its schema first`() throws {
    let lines = try String(decoding: Fixture.bytes("netflix-tpm.yaml"), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "# yaml-language-server: $schema=pack.schema.json")
    #expect(lines.filter { $0.count > 120 || $0.last == " " } == [])
  }
}
