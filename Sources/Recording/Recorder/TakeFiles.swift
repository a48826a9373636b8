import Files
import Rehearsal
import Signal
import SoundFile

/// The open files of a take that is being recorded.
struct TakeFiles {
  let folder: TakeFolder
  let audio: WAVWriter

  /// Makes the folder, the sidecar and the empty audio file of `take`.
  /// - Throws: `RecordingError.library` or `.audio`; nothing is left behind then.
  init(for take: Take, at rate: SampleRate, in library: TakeLibrary) throws(RecordingError) {
    do throws(TakeLibraryError) { folder = try library.create(take) } catch { throw .library(error) }
    do throws(SoundFileError) {
      audio = try WAVWriter(
        creating: TakeFolder.audioName, in: folder.descriptor.number,
        path: library.audioPath(of: take.id), sampleRate: rate,
        label: WAVWriter.Label(title: take.prompt.title, date: take.recordedAt.text))
      // Sync the empty file and its name before the first word.
      try audio.synchronizeName()
    } catch {
      library.discard(folder)
      throw .audio(error)
    }
  }
}
