import Foundation
import Rehearsal
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    (1_795_364_112.25, 0, "2026-11-22T16:15:12.250Z"),
    (1_795_364_112.25, 3600, "2026-11-22T17:15:12.250+01:00"),
    (1_795_364_112.25, 19_800, "2026-11-22T21:45:12.250+05:30"),
    (1_795_364_112.25, 20_700, "2026-11-22T22:00:12.250+05:45"),
    (1_795_364_112.25, -12_600, "2026-11-22T12:45:12.250-03:30"),
    (1_795_364_112.25, -1_800, "2026-11-22T15:45:12.250-00:30"),
    (1_795_364_112.25, 50_400, "2026-11-23T06:15:12.250+14:00"),
    (1_795_364_112.25, -43_200, "2026-11-22T04:15:12.250-12:00"),
    (0, 0, "1970-01-01T00:00:00.000Z"), (0.001, 0, "1970-01-01T00:00:00.001Z"),
    (-0.25, 3600, "1970-01-01T00:59:59.750+01:00"), (4_102_444_799.999, 0, "2099-12-31T23:59:59.999Z"),
  ])
  func `A moment is written with its zone and reads back`(seconds: Double, offset: Int, text: String) throws {
    let zone = try #require(TimeZone(secondsFromGMT: offset))
    let moment = Timestamp(Date(timeIntervalSince1970: seconds), in: zone)
    #expect(moment.text == text)
    #expect(moment.offset == offset)
    #expect(moment.zone == zone)
    #expect(Timestamp(text) == moment)
    #expect(try JSONDecoder().decode([Timestamp].self, from: JSONEncoder().encode([moment])) == [moment])
  }

  /// Two moments an hour apart have the same local time when summer time ends; Lord Howe moves by half an hour.
  @Test(arguments: [
    ("Europe/Berlin", 1_792_888_200, "2026-10-25T02:30:00.000+02:00"),
    ("Europe/Berlin", 1_792_891_800, "2026-10-25T02:30:00.000+01:00"),
    ("Europe/Berlin", 1_774_746_000, "2026-03-29T03:00:00.000+02:00"),
    ("Australia/Lord_Howe", 1_775_314_800, "2026-04-05T01:30:00.000+10:30"),
    ("Australia/Lord_Howe", 1_775_314_799, "2026-04-05T01:59:59.000+11:00"),
    ("Asia/Kathmandu", 1_795_364_112, "2026-11-22T22:00:12.000+05:45"),
  ])
  func `Summer time is kept as it was lived`(zone: String, seconds: Double, text: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let moment = Timestamp(Date(timeIntervalSince1970: seconds), in: zone)
    #expect(moment.text == text)
    #expect(Timestamp(text) == moment)
  }

  /// A clock without battery starts in 1970, and not every zone was off by whole minutes then.
  @Test(arguments: TimeZone.knownTimeZoneIdentifiers)
  func `Every zone reads back, in 1970, today and in 2038`(identifier: String) throws {
    let zone = try #require(TimeZone(identifier: identifier))
    for seconds in [0, 1_795_364_112.5, 2_147_483_648] {
      let moment = Timestamp(Date(timeIntervalSince1970: seconds), in: zone)
      #expect(Timestamp(moment.text) == moment, "\(moment.text)")
    }
  }

  @Test func `Every millisecond reads back`() {
    for millisecond in 0..<1000 {
      let moment = Timestamp(
        Date(timeIntervalSince1970: 1_795_364_112 + Double(millisecond) / 1000), in: .gmt)
      #expect(Timestamp(moment.text) == moment)
      #expect(moment.text.hasSuffix(String(format: ".%03dZ", millisecond)), "\(moment.text)")
    }
  }

  @Test func `A moment is rounded to the millisecond`() {
    #expect(Timestamp(Date(timeIntervalSince1970: 10.0004), in: .gmt).secondsSince1970 == 10)
    #expect(Timestamp(Date(timeIntervalSince1970: 10.0006), in: .gmt).secondsSince1970 == 10.001)
    #expect(Timestamp(Date(timeIntervalSince1970: 9.9996), in: .gmt).text == "1970-01-01T00:00:10.000Z")
  }

  @Test(arguments: [
    "", "yesterday", "2026-11-22", "2026-11-22T16:15:12", "2026-11-22T16:15:12.250",
    "2026-13-22T16:15:12.250Z",
    "2026-11-22T16:15:12.250+99:00", "2026-11-22T16:15:12.250+01:99", "2026-11-22T16:15:12.250Z and more",
    "1795364112", "2026-11-22T16:15:12.250 Europe/Berlin",
  ])
  func `Anything else is no timestamp`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `Moments compare by time, whatever the zone`() throws {
    let early = try #require(Timestamp("2026-11-22T18:00:00.000+05:30"))
    let late = try #require(Timestamp("2026-11-22T16:00:00.000Z"))
    #expect(early < late)
    #expect(!(late < early))
  }
}
