public import ArgumentParser
public import Signal

/// `--channel`, the same for every command that hears several channels.
struct ChannelOption: ParsableArguments {
  @Option(
    name: .customLong("channel"),
    help: ArgumentHelp(
      "Of several channels take this one, counted from 1, or their sum; else what is in them decides.",
      valueName: "n|sum"))
  var wanted: ChannelSelection?

  /// What is asked for.
  var selection: ChannelSelection { wanted ?? .automatic }
}

extension ChannelSelection: ExpressibleByArgument {
  /// `sum`, or the number of a channel.
  public init?(argument: String) { self.init(text: argument) }
}
