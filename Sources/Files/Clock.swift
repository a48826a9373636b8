import Glibc

/// Seconds on `CLOCK_BOOTTIME`. It is monotonic and, unlike `CLOCK_MONOTONIC`, goes on while the machine
/// sleeps, so frames that were not captured during sleep are found to be missing.
package enum Clock {
  /// Now, in seconds from an unspecified start; never goes back.
  package static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
