import Model
import Testing

@testable import Reporting

struct ExplainReportTests {
  static let entry = CatalogEntry(
    card: FailureModeCard(
      id: "node-disk-pressure", role: .state, layer: "Eviction and garbage collection",
      title: "A node is under disk pressure", what: "The node's condition `DiskPressure` is True.",
      why: "The kubelet found less free disk than <threshold> | limit.",
      remedies: [
        Remedy(.now, "Find out who uses the disk.", commands: ["kubectl describe node {node}"]),
        Remedy(.lasting, "Set limits for ephemeral storage."),
      ], references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"]),
    causes: ["finished-containers-fill-node-disk", "pod-fills-node-disk"], effects: ["pod-evicted"],
    firing: [.init(path: "nodes/worker-1/journal/kubelet.log", text: "line with ```\nand \u{1b}[31m\n")],
    nearMiss: [.init(path: "cluster/nodes.yaml", text: "status: \"False\"")])
  static let symptom = CatalogEntry(
    card: FailureModeCard(
      id: "pod-evicted", role: .symptom, layer: "Eviction and garbage collection", title: "A pod was evicted",
      what: "", why: ""), causes: ["node-disk-pressure"])

  @Test func `A card has its text`() throws {
    try expectSnapshot(ExplainReport.render(Self.entry), "explain.txt")
  }

  @Test func `The list names id, role and title`() throws {
    try expectSnapshot(ExplainReport.list([Self.entry, Self.symptom]), "explain-list.txt")
  }

  @Test func `Cards are JSON`() throws {
    let document = try #require(JSONChecker.parse(ExplainReport.json([Self.entry, Self.symptom])))
    #expect(document[0]?["id"] == .string("node-disk-pressure"))
    #expect(document[0]?["causes"]?.items.count == 2)
    #expect(document[1]?["role"] == .string("symptom"))
    #expect(document[2] == nil)
  }

  @Test func `A page has its Markdown`() throws {
    try expectSnapshot(FailureModePage.render(Self.entry), "failure-mode-page.md")
  }

  @Test func `The index goes by symptom and by layer`() throws {
    try expectSnapshot(FailureModePage.index([Self.entry, Self.symptom]), "failure-mode-index.md")
  }

  @Test(arguments: [
    ("node-disk-presure", ["node-disk-pressure"]), ("disk-pressure", ["node-disk-pressure"]),
    ("evicted", ["pod-evicted"]),
    ("zzzzzzzzzzzzzzzzzzzz", []), ("", []),
  ])
  func `Near names are found`(_ name: String, _ expected: [String]) {
    #expect(
      nearestNames(to: name, among: ["container-logs-unavailable", "node-disk-pressure", "pod-evicted"], limit: 1)
        == expected)
  }

  @Test(arguments: [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 2), ("abc", "abc", 0)])
  func `Edit distance counts insertions, deletions and replacements`(_ left: String, _ right: String, _ distance: Int) {
    #expect(editDistance(left, right) == distance)
    #expect(editDistance(right, left) == distance)
  }
}
