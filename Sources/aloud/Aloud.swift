import ArgumentParser

@main
struct Aloud: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aloud", abstract: "Rehearse a spoken answer until it is crisp.", version: "0.1.0")
}
