import CALSA
import Glibc
import Signal

/// Finds the configuration of a capture device that is nearest to what was asked for.
struct HardwareParameters: ~Copyable {
  private let parameters: OpaquePointer

  /// The lowest rate for speech, in hertz: below it, consonants are missing. Only the device's own rates
  /// count, because a server would invent what is missing.
  private static let lowestRate = 16_000

  private init(on pcm: borrowing PCM) throws(AudioDeviceError) {
    var parameters: OpaquePointer?
    guard snd_pcm_hw_params_malloc(&parameters) >= 0, let parameters else {
      throw AudioDeviceError(alsa: ENOMEM, "configure", pcm.device)
    }
    self.parameters = parameters
  }

  deinit { snd_pcm_hw_params_free(parameters) }

  /// Configures `pcm`; returns what it granted and how its frames become mono.
  static func negotiate(_ request: CaptureRequest, on pcm: borrowing PCM) throws(AudioDeviceError)
    -> (format: CaptureFormat, fold: SampleFold)
  {
    let hardware = try HardwareParameters(on: pcm)
    let parameters = hardware.parameters
    try pcm.check("configure") { snd_pcm_hw_params_any($0, parameters) }
    // Conversion by a plug in between would hide what the device is. If the device refuses this, take what it
    // has.
    _ = snd_pcm_hw_params_set_rate_resample(pcm.handle, parameters, 0)
    try pcm.check("set the access of") {
      snd_pcm_hw_params_set_access($0, parameters, SND_PCM_ACCESS_RW_INTERLEAVED)
    }
    let sampleFormat = try hardware.setSampleFormat(on: pcm)
    let channels = try hardware.setChannels(on: pcm)
    let rate = try hardware.setRate(request.sampleRate, on: pcm)
    let period = try hardware.setSizes(request, rate: rate, on: pcm)
    try pcm.check("configure") { snd_pcm_hw_params($0, parameters) }
    try setSoftwareParameters(period: period.period, on: pcm)
    let channel = request.channel.flatMap { $0 < channels && $0 >= 0 ? $0 : nil }
    return (
      CaptureFormat(
        device: pcm.device, sampleRate: rate, channels: channels,
        sampleFormat: String(cString: snd_pcm_format_name(sampleFormat.alsa)),
        periodSize: Int(period.period), bufferSize: Int(period.buffer)),
      SampleFold(format: sampleFormat, channels: channels, channel: channel)
    )
  }

  private func setSampleFormat(on pcm: borrowing PCM) throws(AudioDeviceError) -> SampleFold.Format {
    for format in SampleFold.Format.allCases
    where snd_pcm_hw_params_set_format(pcm.handle, parameters, format.alsa) >= 0 {
      return format
    }
    throw AudioDeviceError(
      .unsupportedFormat, "set the sample format of", pcm.device,
      detail: "none of S16_LE, S32_LE and S24_3LE")
  }

  /// Mono; else stereo; else the fewest channels that the device has.
  private func setChannels(on pcm: borrowing PCM) throws(AudioDeviceError) -> Int {
    for count: UInt32 in [1, 2]
    where snd_pcm_hw_params_set_channels(pcm.handle, parameters, count) >= 0 {
      return Int(count)
    }
    var count: UInt32 = 0
    try pcm.check("set the channels of") { [parameters] in
      snd_pcm_hw_params_set_channels_first($0, parameters, &count)
    }
    guard (1...32).contains(count) else {
      throw AudioDeviceError(
        .unsupportedFormat, "set the channels of", pcm.device, detail: "\(count) channels")
    }
    return Int(count)
  }

  private func setRate(_ wanted: SampleRate, on pcm: borrowing PCM) throws(AudioDeviceError) -> SampleRate {
    var rate = UInt32(wanted.hertz)
    try pcm.check("set the rate of") { [parameters] in
      snd_pcm_hw_params_set_rate_near($0, parameters, &rate, nil)
    }
    guard rate >= Self.lowestRate, let granted = try? SampleRate(hertz: Int(rate)) else {
      throw AudioDeviceError(
        .unsupportedFormat, "set the rate of", pcm.device,
        detail: "\(rate) Hz, and speech needs at least \(Self.lowestRate)")
    }
    return granted
  }

  private func setSizes(_ request: CaptureRequest, rate: SampleRate, on pcm: borrowing PCM)
    throws(AudioDeviceError) -> (period: UInt, buffer: UInt)
  {
    var period = UInt(max(1, rate.hertz * request.periodMilliseconds / 1000))
    var buffer = UInt(max(2, rate.hertz * request.bufferMilliseconds / 1000))
    try pcm.check("set the period of") { [parameters] in
      snd_pcm_hw_params_set_period_size_near($0, parameters, &period, nil)
    }
    try pcm.check("set the buffer of") { [parameters] in
      snd_pcm_hw_params_set_buffer_size_near($0, parameters, &buffer)
    }
    return (period, buffer)
  }

  /// Wakes us once a period. The device starts only when told to, never by itself.
  private static func setSoftwareParameters(period: UInt, on pcm: borrowing PCM) throws(AudioDeviceError) {
    var parameters: OpaquePointer?
    guard snd_pcm_sw_params_malloc(&parameters) >= 0, let parameters else {
      throw AudioDeviceError(alsa: ENOMEM, "configure", pcm.device)
    }
    defer { snd_pcm_sw_params_free(parameters) }
    try pcm.check("configure") { snd_pcm_sw_params_current($0, parameters) }
    _ = snd_pcm_sw_params_set_avail_min(pcm.handle, parameters, period)
    _ = snd_pcm_sw_params_set_tstamp_mode(pcm.handle, parameters, SND_PCM_TSTAMP_ENABLE)
    _ = snd_pcm_sw_params_set_tstamp_type(pcm.handle, parameters, SND_PCM_TSTAMP_TYPE_MONOTONIC)
    try pcm.check("configure") { snd_pcm_sw_params($0, parameters) }
  }
}
