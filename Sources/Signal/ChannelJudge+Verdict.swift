extension ChannelJudge {
  /// Below this peak, 0…1, a channel is silent: −54 dBFS, the peak of a dead line.
  private static let deadPeak: Float = 0.002

  /// Why a channel is used or left out now.
  /// - Parameter peak: its largest absolute sample so far.
  func verdict(on channel: Int, peak: Float) -> ChannelVerdict {
    if used.contains(channel) { return .used }
    if selection != .automatic { return .notAsked }
    if peak < Self.deadPeak { return .silent }
    if clips(channel), history.haveSameSound(channel, lead) { return .clipping }
    if history.likeness(channel, lead) <= -0.5 { return .opposite }
    if history.level(channel) < 0.1 * history.level(lead) { return .quieter }
    return .different
  }
}
