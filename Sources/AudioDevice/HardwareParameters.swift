import CALSA
import Glibc
import Signal

/// Finds the configuration of a capture device that is nearest to what was asked for.
struct HardwareParameters: ~Copyable {
  private let parameters: OpaquePointer

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
    var format = try configure(request, channels: nil, on: pcm)
    // A converter on the way grants any number of channels. What is behind it has its own; only with all of them
    // can be seen which one has the speech.
    if let own = pcm.ownChannels, own != format.format.channels, own <= ChannelSelection.mostChannels {
      snd_pcm_hw_free(pcm.handle)
      do throws(AudioDeviceError) {
        format = try configure(request, channels: own, on: pcm)
      } catch {
        snd_pcm_hw_free(pcm.handle)
        format = try configure(request, channels: nil, on: pcm)
      }
    }
    let granted = format.format
    guard request.channels.fits(granted.channels) else {
      throw AudioDeviceError(
        .noSuchChannel, "choose channel \(request.channels.text) of", pcm.device,
        detail: granted.channels == 1 ? "1 channel" : "\(granted.channels) channels")
    }
    return (
      granted,
      SampleFold(
        format: format.samples, channels: granted.channels, sampleRate: granted.sampleRate,
        selection: request.channels)
    )
  }

  /// Configures the device with its own rate, and with mono where a converter can do no more; where that fails, with a
  /// converted rate.
  private static func configure(_ request: CaptureRequest, channels: Int?, on pcm: borrowing PCM)
    throws(AudioDeviceError) -> (format: CaptureFormat, samples: SampleFold.Format)
  {
    var first: AudioDeviceError?
    for (count, isConverted) in [(channels, false), (1, false), (channels, true), (1, true)] {
      do throws(AudioDeviceError) {
        return try configure(request, channels: count, converted: isConverted, on: pcm)
      } catch {
        first = first ?? error
        guard error.kind == .unsupportedFormat else { break }
        snd_pcm_hw_free(pcm.handle)
      }
    }
    throw first ?? AudioDeviceError(alsa: EINVAL, "configure", pcm.device)
  }

  private static func configure(
    _ request: CaptureRequest, channels: Int?, converted: Bool, on pcm: borrowing PCM
  ) throws(AudioDeviceError) -> (format: CaptureFormat, samples: SampleFold.Format) {
    let hardware = try HardwareParameters(on: pcm)
    let parameters = hardware.parameters
    try pcm.check("configure") { snd_pcm_hw_params_any($0, parameters) }
    // Conversion by a plug in between would hide what the device is. If the device refuses this, take what it
    // has.
    _ = snd_pcm_hw_params_set_rate_resample(pcm.handle, parameters, converted ? 1 : 0)
    try pcm.check("set the access of") {
      snd_pcm_hw_params_set_access($0, parameters, SND_PCM_ACCESS_RW_INTERLEAVED)
    }
    let samples = try hardware.setSampleFormat(on: pcm)
    let granted = try hardware.setChannels(channels, on: pcm)
    let rate = try hardware.setRate(request.sampleRate, on: pcm)
    let period = try hardware.setSizes(request, rate: rate, on: pcm)
    try pcm.check("configure") { snd_pcm_hw_params($0, parameters) }
    try setSoftwareParameters(period: period.period, on: pcm)
    let format = CaptureFormat(
      device: pcm.device, sampleRate: rate, channels: granted,
      sampleFormat: String(cString: snd_pcm_format_name(samples.alsa)),
      periodSize: Int(period.period), bufferSize: Int(period.buffer))
    return (format, samples)
  }

  private func setSampleFormat(on pcm: borrowing PCM) throws(AudioDeviceError) -> SampleFold.Format {
    for format in SampleFold.Format.allCases
    where snd_pcm_hw_params_set_format(pcm.handle, parameters, format.alsa) >= 0 {
      return format
    }
    throw AudioDeviceError(
      .unsupportedFormat, "set the sample format of", pcm.device,
      detail: "none of S16_LE, S32_LE, S24_3LE and S24_LE")
  }

  /// `wanted` channels; without a wish stereo, because a converter on the way makes mono by a mean in which
  /// opposite phases vanish (alsa-lib, pcm_plug.c: the policy "average"), else mono, else the fewest there are.
  private func setChannels(_ wanted: Int?, on pcm: borrowing PCM) throws(AudioDeviceError) -> Int {
    for count in wanted.map({ [UInt32($0)] }) ?? [2, 1]
    where snd_pcm_hw_params_set_channels(pcm.handle, parameters, count) >= 0 {
      return Int(count)
    }
    var count: UInt32 = 0
    try pcm.check("set the channels of") { [parameters] in
      snd_pcm_hw_params_set_channels_first($0, parameters, &count)
    }
    guard (1...ChannelSelection.mostChannels).contains(Int(count)) else {
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
    guard let granted = try? SampleRate(hertz: Int(rate)) else {
      let (least, most) = (SampleRate.allowed.lowerBound, SampleRate.allowed.upperBound)
      throw AudioDeviceError(
        .unsupportedFormat, "set the rate of", pcm.device,
        detail: "\(rate) Hz, and Aloud needs \(least) to \(most)")
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
