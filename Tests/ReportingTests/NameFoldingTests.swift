import Model
import Testing

@testable import Reporting

struct NameFoldingTests {
  @Test(arguments: [
    ("api-7c75c5f88c-4f45g", "api"), ("cleanup-1795233720-8v7hb", "cleanup"), ("hello-07-2gxkp", "hello"),
    ("db-0", "db"),
    ("node-agent-678gh", "node-agent"), ("report-export", "report-export"), ("worker-1", "worker"), ("1", "1"),
    ("", ""),
    ("-", "-"), ("a-1-2-3", "a-1"), ("web-front", "web-front"),
  ])
  func `What controllers add to a name is left out`(_ name: String, _ expected: String) {
    #expect(stem(ofName: name) == expected)
  }

  @Test func `Objects of one fate fold into one row with a count`() {
    let rows = TextReport.folded(Samples.affected)
    #expect(rows.count == 12)
    #expect(rows[2].label(Style()) == "20 × Pod/batch-reports/hello-*")
    #expect(rows[2].label(Style(isUnicode: false)) == "20 x Pod/batch-reports/hello-*")
    #expect(rows[0].label(Style()) == "Job/batch-reports/report-export")
  }

  @Test func `Another fate, role or namespace is another row`() {
    let pod = EntityReference(kind: "Pod", namespace: "a", name: "api-0")
    var other = pod
    other.name = "api-1"
    var elsewhere = other
    elsewhere.namespace = "b"
    let rows = TextReport.folded([
      .init(entity: pod, role: .victim, effect: "x"), .init(entity: other, role: .victim, effect: "y"),
      .init(entity: other, role: .culprit, effect: "x"), .init(entity: elsewhere, role: .victim, effect: "x"),
      .init(entity: other, role: .victim, effect: "x", count: 3),
    ])
    #expect(rows.map(\.count) == [4, 1, 1, 1])
    #expect(rows[0].label(Style()) == "4 × Pod/a/api-*")
  }
}
