public import AudioDevice
public import SoundFile

/// Why a recording could not begin, or not all of it could be kept.
public enum RecordingError: Error, Hashable, Sendable {
  /// The take's folder or sidecar could not be made or saved.
  case library(TakeLibraryError)
  /// The audio could not be written further; what was written before is safe.
  case audio(SoundFileError)
  /// The device did not start.
  case device(AudioDeviceError)
  /// The disk has not taken the last of the audio yet. The work goes on in the background. If the program
  /// ends before it is done, the next start recovers the take with all that reached the disk.
  case diskDoesNotAnswer
  /// The system could not start a thread; the errno.
  case noThread(Int32)
  /// The system had no memory for the sound on its way to the disk; the errno.
  case noMemory(Int32)
}
