import Model
import Testing

@testable import BundleReading

/// Names of months that two languages give to different months.
@Suite struct MonthLanguageTests {
  private func months(_ text: String, path: String = "nodes/w/journal.txt") throws -> [Int?] {
    let facts = try #require(read(text, path: path, everything: true))
    return (facts.log?.lines ?? []).map { line in
      guard case .local(let time)? = line.journalTime else { return nil }
      return time.month
    }
  }

  private func line(_ month: String, _ message: String = "Started session.") -> String {
    "\(month) 21 04:01:20 worker-1 systemd[1]: \(message)\n"
  }

  @Test(arguments: [
    // Another month that only one of them has.
    ("paź", "lis", [10, 11]), ("říj", "lis", [10, 11]), ("ruj", "lis", [9, 10]), ("cze", "lip", [6, 7]),
    ("svi", "lip", [5, 6]), ("čec", "srp", [7, 8]),
  ])
  func theNeighborsDecide(_ before: String, _ month: String, _ expected: [Int]) throws {
    #expect(try months(line(before) + line(month)) == expected)
    #expect(try months(line(month) + line(before)) == expected.reversed())
  }

  @Test(arguments: [("I1121", 11), ("I1021", 10)])
  func theComponentsOwnDatesDecide(_ klog: String, _ month: Int) throws {
    let kubelet = "lis 21 04:01:21 worker-1 kubelet[59]: \(klog) 04:01:21.042800      59 kubelet.go:7] a\n"
    #expect(try months(line("lis") + kubelet) == [month, month])
  }

  @Test func whereNothingDecidesTheLinesHaveNoTimeAndItIsTold() throws {
    let facts = try #require(read("\n" + line("lis") + line("lis"), path: "a.txt", everything: true))
    #expect(facts.format == "journal-short" && facts.log?.lines.map { $0.time == nil } == [true, true])
    #expect(facts.log?.lines.allSatisfy { $0.component == "systemd" && $0.host == "worker-1" } == true)
    #expect(facts.missing.map(\.line) == [2] && facts.missing.allSatisfy { $0.text.contains("'lis'") })
  }

  @Test func languagesThatContradictDecideNothing() throws {
    #expect(try months(line("paź") + line("ruj") + line("lis")) == [10, 9, nil])
  }

  @Test func otherJournalsLackNothing() throws {
    #expect(read(line("Nov") + line("gru"), path: "a.txt")?.missing.isEmpty == true)
  }

  @Test(arguments: [("sob", 11), ("sub", 10), ("xyz", 0)])
  func theDayOfTheWeekDecidesInAKernelLog(_ day: String, _ month: Int) throws {
    let text = "[\(day) lis 21 04:01:20 2026] cni0: port 1 entered disabled state\n"
    let line = try #require(read(text, path: "dmesg.txt", everything: true)?.log?.lines.first)
    guard case .local(let time)? = line.time else {
      #expect(month == 0)
      return
    }
    #expect(time.month == month)
  }
}
