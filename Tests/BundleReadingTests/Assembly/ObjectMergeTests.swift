import Model
import Testing

@testable import BundleReading

@Suite struct ObjectMergeTests {
  private func pod(_ path: String, version: String, uid: String = "u1", name: String = "web-0", rest: String = "")
    throws
    -> KubernetesObject
  {
    let text = "kind: Pod\nmetadata:\n  name: \(name)\n  resourceVersion: \"\(version)\"\n  uid: \"\(uid)\"\n\(rest)"
    return try #require(readObjects(text.utf8, path: path).objects.first)
  }

  @Test func latestVersionLeads() throws {
    let merged = mergeObjects([
      try pod("a.yaml", version: "99"), try pod("b.yaml", version: "1000"), try pod("c.yaml", version: "99"),
    ])
    #expect(merged.map(\.artifact) == ["b.yaml"])
    #expect(merged.map(\.copies) == [["a.yaml", "c.yaml"]])
  }

  @Test func wholeObjectLeadsAmongEquals() throws {
    let merged = mergeObjects([
      try pod("a.yaml", version: "9"), try pod("c.yaml", version: "9", rest: "spec: {}\n"),
      try pod("b.yaml", version: "9", rest: "spec: {}\n"),
    ])
    #expect(merged.map(\.artifact) == ["b.yaml"])
  }

  @Test func objectsOfOneNameStayApartByUID() throws {
    let merged = mergeObjects([
      try pod("b.yaml", version: "2", uid: "u2"), try pod("a.yaml", version: "1"),
      try pod("c.yaml", version: "3", uid: "", name: "web-1"), try pod("d.yaml", version: "3", uid: ""),
    ])
    #expect(merged.map(\.artifact) == ["d.yaml", "a.yaml", "b.yaml", "c.yaml"])
    let joined = mergeObjects([try pod("a.yaml", version: "1"), try pod("d.yaml", version: "0", uid: "")])
    #expect(joined.map(\.copies) == [["d.yaml"]])
  }
}
