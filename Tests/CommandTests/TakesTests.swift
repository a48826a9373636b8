import Foundation
import Testing

/// `aloud takes`, `review` and `trends`: what is shown of takes that are there.
@Suite struct TakesTests {
  private let home: Home
  private let ids: [String]

  init() throws {
    home = try Home.used()
    ids = try home.takeIDs()
  }

  @Test func `The list is newest first, and can be cut and filtered`() throws {
    func listed(_ arguments: String...) throws -> [String?] {
      try home.run(Products.aloud, ["takes", "--json"] + arguments).json().map { $0["id"].text }
    }
    #expect(try listed() == ids.reversed())
    #expect(try listed("-l", "1") == [ids.last])
    #expect(try listed("--last", "2", "PE1") == [ids[1], ids[0]])
    #expect(try listed("netflix-tpm/pe2") == [ids[2]])
    let text = try home.aloud("takes").lines
    #expect(text.count == 3)
    for (line, id) in zip(text, ids.reversed()) { #expect(line.hasPrefix(id)) }
    #expect(text[2].hasSuffix("R1 R2"))
    #expect(text[0].hasSuffix("short"))
  }

  @Test func `Every take in the list has every key`() throws {
    for row in try home.aloud("takes", "--json").json() {
      #expect(
        row.keys == [
          "id", "pack", "prompt", "title", "recordedAt", "target", "length", "pauseRate", "articulationRate",
          "inTarget", "flags",
        ])
    }
  }

  @Test(arguments: ["last", "last~0", "PE2@1", "pe2@1"])
  func `The newest take has many names`(name: String) throws {
    let review = try #require(try home.aloud("review", name, "--json").json().first)
    #expect(review["take"]["id"].text == ids[2])
  }

  @Test func `An older take is named by its distance, its prompt or its beginning`() throws {
    func id(_ name: String) throws -> String? {
      try home.aloud("review", name, "--json").json().first?["take"]["id"].text
    }
    #expect(try id("last~1") == ids[1])
    #expect(try id("last~2") == ids[0])
    #expect(try id("PE1@1") == ids[0])
    #expect(try id("pe1@2") == ids[1])
    #expect(try id(ids[0]) == ids[0])
    // The shortest beginning that no other take has.
    let beginning = try #require(
      ids[0].indices.map { ids[0][...$0] }.first { begin in ids.count { $0.hasPrefix(begin) } == 1 })
    #expect(beginning.count < ids[0].count)
    #expect(try id(String(beginning)) == ids[0])
  }

  @Test func `A name that means no take, or several, is told with what to do`() throws {
    func errors(_ name: String) throws -> String {
      let result = try home.aloud("review", name)
      #expect(result.code == 1 && result.output.isEmpty)
      return result.errors
    }
    #expect(
      try errors("last~3") == "aloud: there is no take \"last~3\"; there are 3, `aloud takes` lists them.\n")
    #expect(
      try errors("PE1@3")
        == "aloud: there is no take \"PE1@3\"; \"PE1\" has 2, `aloud takes PE1` lists them.\n")
    #expect(
      try errors("PE3@1")
        == "aloud: there is no take \"PE3@1\", for \"PE3\" has none yet; begin with: aloud record PE3\n")
    #expect(try errors("XX@1") == "aloud: there is no prompt \"XX\"; `aloud prompts` lists them all.\n")
    #expect(try errors("PE11@1").contains("there is no prompt \"PE11\"; did you mean PE1"))
    #expect(try errors("nonsense!").contains("give an id or its beginning, last, last~2, or PE1@3"))
    #expect(try errors(String(ids[0].prefix(4))).contains("names several takes: \(ids[0])"))
  }

  @Test func `A prompt is named by its title as well, whatever the letter case`() throws {
    let title = try #require(try home.aloud("prompts", "PE1", "--json").json().first?["title"].text)
    for name in [title, title.uppercased()] {
      #expect(try home.aloud("prompts", name).output.hasPrefix("PE1: "))
      #expect(try home.aloud("takes", name).lines.count == 2)
      #expect(try home.aloud("trends", name).output.hasPrefix("PE1: "))
      #expect(try home.aloud("review", name + "@1", "--json").json().first?["take"]["id"].text == ids[0])
    }
    #expect(try home.aloud("review", title + "@9").errors.contains("\"netflix-tpm/PE1\" has 2"))
    // The words of the title alone are no name.
    #expect(try home.aloud("takes", String(title.dropLast())).code == 1)
  }

  @Test func `A list that is cut says so, beside the result`() throws {
    let cut = "aloud: these are the newest 2 takes; --last 10 shows more.\n"
    #expect(try home.aloud("takes", "--last", "2").errors == cut)
    #expect(try home.aloud("takes", "--last", "2", "--json").errors == cut)
    for whole in [["takes"], ["takes", "--last", "3"], ["takes", "--last", "2", "PE1"], ["takes", "PE3"]] {
      #expect(try home.run(Products.aloud, whole).errors.isEmpty)
    }
    #expect(try home.aloud("takes", "--last", "2").lines.count == 2)
    #expect(try home.aloud("trends", "--last", "1", "PE1").output.contains("  the last 1 take · in target"))
    #expect(try home.aloud("trends", "--last", "2", "PE1").output.contains("  2 takes · in target"))
  }

  @Test func `No line that goes to another program ends with blanks`() throws {
    for arguments in [
      [], ["takes"], ["trends"], ["review"], ["review", "PE1@1"], ["prompts"], ["prompts", "PE1"],
      ["prompts", "about"], ["devices"], ["recover"],
      ["analyze", home.takes.appending(path: ids[0] + "/take.wav").path],
    ] {
      for width in ["40", "80", "200"] {
        home.environment["COLUMNS"] = width
        let result = try home.run(Products.aloud, arguments)
        #expect(!result.output.contains(" \n") && !result.errors.contains(" \n"), "\(arguments) \(width)")
        #expect(!result.output.isEmpty || arguments == ["devices"])
      }
    }
  }

  @Test func `The review has the broken rules before the numbers`() throws {
    let text = try home.aloud("review", "PE1@1").output
    let flag = try #require(text.range(of: "✗ R1: too long"))
    #expect(text.contains("R2: a ramble"))
    let numbers = try #require(text.range(of: "First word"))
    #expect(flag.lowerBound < numbers.lowerBound)
    #expect(text.contains("≡"), "the dead air on the line of the answer")
    let review = try #require(try home.aloud("review", "PE1@1", "--json").json().first)
    #expect(review["assessment"]["flags"].list.map { $0["rule"].text } == ["R1", "R2"])
    #expect(review["assessment"]["rambles"].flag == true)
  }

  @Test func `The pauses of the recorded take are where they were spoken`() throws {
    let review = try #require(try home.aloud("review", "PE1@1", "--json").json().first)
    let found = review["analysis"]["pauses"].list
    for pause in try Speech.answer().pauses {
      #expect(
        found.contains { found in
          abs((found["start"].number ?? -1) - pause.lowerBound) < 0.1
            && abs((found["end"].number ?? -1) - pause.upperBound) < 0.1
        }, "\(pause)")
    }
  }

  @Test func `What was measured while it was spoken is what the file says`() throws {
    let live = try #require(try home.aloud("review", "--json").json().first)["analysis"]
    let file = try #require(live["file"].text)
    let again = try #require(try home.aloud("analyze", "--json", file).json().first)
    #expect(
      live["speech"].list.map { $0.list.map(\.number) } == again["speech"].list.map { $0.list.map(\.number) })
    #expect(live["syllables"]["count"].integer == again["syllables"]["count"].integer)
  }

  private func covered(_ arguments: String...) throws -> [Int?] {
    let result = try home.run(Products.aloud, ["review", "--json"] + arguments)
    return try #require(try result.json().first)["take"]["covered"].list.map(\.integer)
  }

  @Test func `Ticks stay, also when they are set again, until they are taken away`() throws {
    #expect(try covered("--tick", "1,3") == [0, 2])
    #expect(try covered() == [0, 2])
    #expect(try covered("--tick", "1, 2") == [0, 1, 2])
    #expect(try covered("--untick", "1,4") == [1, 2])
    #expect(try covered("--untick", "2", "--tick", "5", "--tick", "6") == [2, 4, 5])
    #expect(try covered("--untick", "6") == [2, 4])
    #expect(try home.aloud("review").output.contains("[x]  3 "))
    let sidecar = try JSON(contentsOf: home.takes.appending(path: "\(ids[2])/take.json"))
    #expect(sidecar["covered"].list.map(\.integer) == [2, 4])
  }

  @Test func `Ticks that several programs set or take away at once all count`() throws {
    for (option, left) in [("--tick", [0, 1, 2]), ("--untick", []), ("--tick", [0, 1, 2])] {
      let reviews = try ["1", "2", "3"].map { try home.starting("review", option, $0) }
      for review in reviews { #expect(review.result().code == 0) }
      #expect(try covered() == left)
    }
  }

  @Test(arguments: ["0", "99", "x", ""])
  func `A tick that is not on the list is wrong use`(tick: String) throws {
    let result = try home.aloud("review", "--tick", tick)
    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("aloud: --tick takes numbers from 1 to"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(
      try home.aloud("review", "--untick", tick).errors.hasPrefix("aloud: --untick takes numbers from 1 to"))
  }

  @Test func `Trends tell each measure, for all prompts and for each that was repeated`() throws {
    let groups = try home.aloud("trends", "--json").json()
    #expect(groups.map { $0["takes"].integer } == [3, 2])
    let group = try #require(groups.last)
    #expect(group.keys == ["title", "takes", "measured", "inTarget", "overruns", "measures"])
    #expect(group["overruns"].integer == 1)
    #expect(
      group["measures"].list.map { $0["name"].text } == ["lengthOfGoal", "pauseRate", "articulationRate"])
    for measure in group["measures"].list {
      #expect(measure.keys == ["name", "unit", "values", "verdict", "changePercent"])
      #expect(measure["values"].list.count == 2)
    }
    let text = try home.aloud("trends", "PE1").output
    #expect(text.hasPrefix("PE1: ") && text.contains("in target 0 of 2"))
    #expect(text.contains("no change (within ±8 %)"), "the same answer at the same pace: \(text)")
    #expect(try home.aloud("trends", "--last", "1", "--json").json().first?["takes"].integer == 1)
  }

  @Test func `A prompt without takes, and one that is unknown, are told apart`() throws {
    let none = try home.aloud("takes", "PE3")
    #expect(none.code == 0 && none.output == "No takes yet. Begin with: aloud record PE3\n")
    let title = try #require(try home.aloud("prompts", "PE3", "--json").json().first?["title"].text)
    for command in ["takes", "trends"] {
      let word = "'" + title.replacing("'", with: "'\\''") + "'"
      #expect(try home.aloud(command, title).output == "No takes yet. Begin with: aloud record \(word)\n")
    }
    let unknown = try home.aloud("trends", "PE333")
    #expect(unknown.code == 1 && unknown.errors.contains("there is no prompt \"PE333\"; did you mean"))
  }

  @Test func `Alone it says what to practise and how it has been going`() throws {
    let text = try home.aloud().output
    // PE1 was not the last, and its last take was too short.
    #expect(text.hasPrefix("Next: PE1, "))
    #expect(text.contains("the last take: short"))
    #expect(text.contains("aloud record PE1"))
    #expect(text.contains("So far") && text.contains("3 takes"))
  }
}
