import Model
import Testing

@testable import BundleReading

struct IncidentAssemblyTests {
  @Test func anEmptyBundleLacksEverything() {
    let coverage = Sample.incident([]).coverage
    #expect(
      coverage.missing.map(\.text) == [
        "no events: kubectl get events --all-namespaces -o yaml",
        "no journal of the container runtime: journalctl -u containerd --utc -o short-iso-precise",
        "no kubelet journal: journalctl -u kubelet --utc -o short-iso-precise",
        "no list of nodes: kubectl get nodes -o yaml",
        "no list of pods: kubectl get pods --all-namespaces -o yaml",
      ])
    #expect(coverage.missing.allSatisfy { $0.path.isEmpty })
  }

  @Test func theNodeWithoutKubeletJournalIsNamed() throws {
    var lists = ArtifactFacts(path: "cluster/pods.yaml", format: "kubernetes-list")
    lists.lists = [
      Coverage.List(kind: "Pod", namespace: "", isComplete: true, artifact: "cluster/pods.yaml"),
      Coverage.List(kind: "Event", namespace: "", isComplete: true, artifact: "cluster/events.yaml"),
    ]
    let reading = try Sample.absolute("2026-11-21T04:00:00Z")
    let incident = Sample.incident(
      [
        lists,
        Sample.log(
          "j.log", [],
          extents: [
            Sample.extent(reading, reading), Sample.extent(reading, reading, component: "containerd"),
          ]),
      ], objects: [try Sample.node("worker-2"), try Sample.node("worker-1")])
    #expect(
      incident.coverage.missing.map(\.text)
        == ["no kubelet journal of node worker-2: journalctl -u kubelet --utc -o short-iso-precise"])
    #expect(incident.objects.map(\.name) == ["worker-1", "worker-2"])
  }

  @Test func anEmptyJournalIsNotAskedForAgain() throws {
    let incident = Sample.incident(
      ["nodes/worker-1/containerd.log", "nodes/worker-1/containerd.toml", "nodes/worker-1/kubelet.log"].map {
        ArtifactFacts(path: $0, format: "x")
      },
      objects: [try Sample.node("worker-1"), try Sample.node("worker-2")])
    #expect(
      incident.coverage.missing.filter { !$0.path.isEmpty } == [
        Coverage.Note(path: "nodes/worker-1/containerd.log", text: "holds no line of the container runtime"),
        Coverage.Note(path: "nodes/worker-1/kubelet.log", text: "holds no line of the kubelet of node worker-1"),
      ])
    #expect(incident.coverage.missing.contains { $0.text.hasPrefix("no kubelet journal of node worker-2: ") })
  }

  @Test func notesAreSortedOnce() {
    var first = ArtifactFacts(path: "b", format: "x")
    first.forbidden = [Coverage.Note(path: "b", text: "no"), Coverage.Note(path: "a", text: "no")]
    first.cut = [Coverage.Note(path: "b", text: "cut")]
    first.redacted = [Coverage.Note(path: "b", line: 2, text: "r"), Coverage.Note(path: "b", line: 1, text: "r")]
    let note = Coverage.Note(path: "z", text: "n")
    let coverage = assembleIncident(
      BundleDescription(name: "b"), facts: [first, first], objects: [], events: [], unrecognised: [note, note],
      cut: [Coverage.Note(path: "a", text: "cut")], limits: [note]
    ).coverage
    #expect(coverage.forbidden.map(\.path) == ["a", "b"])
    #expect(coverage.cut.map(\.path) == ["a", "b"])
    #expect(coverage.redacted.map(\.line) == [1, 2])
    #expect(coverage.unrecognised == [note])
    #expect(coverage.limits == [note])
  }

  @Test func diskUsageIsDatedByTheSameFolder() throws {
    var disks = ArtifactFacts(path: "nodes/w1/df.txt", format: "df")
    disks.filesystems = [
      FilesystemUsage(
        node: "w1", device: "/dev/sda", type: "", mountPoint: "/", size: 10, used: 9, available: 1, time: nil,
        evidence: Evidence(path: "nodes/w1/df.txt", line: 2, text: "row"))
    ]
    var listing = ArtifactFacts(path: "nodes/w1/ctr.txt", format: "ctr")
    disks.inodes = [
      InodeUsage(
        node: "w1", device: "/dev/sda", type: "", mountPoint: "/", total: 10, used: 9, free: 1,
        evidence: Evidence(path: "nodes/w1/df.txt", line: 5, text: "row"))
    ]
    disks.memories = [
      MemoryUsage(node: "w1", total: 1 << 30, evidence: Evidence(path: "nodes/w1/df.txt", line: 9, text: "row"))
    ]
    listing.runtimeListing = RuntimeListing(
      node: "w1", containers: [], evidence: Evidence(path: "nodes/w1/ctr.txt", line: 1, text: "CONTAINER"))
    let incident = Sample.incident(
      [
        disks, listing,
        Sample.date("UTC", node: "w1", try Sample.absolute("2026-11-21T04:02:14Z"), path: "nodes/w1/date.txt"),
        Sample.date("UTC", node: "w2", try Sample.absolute("2026-11-21T04:09:00Z"), path: "nodes/w2/date.txt"),
      ], objects: [try Sample.node("w1.example")])
    #expect(incident.filesystems.map(\.node) == ["w1.example"])
    #expect(incident.filesystems.map { $0.time?.rfc3339 } == ["2026-11-21T04:02:14Z"])
    #expect(incident.runtimeListings.map(\.node) == ["w1.example"])
    #expect(incident.inodeUsages.map(\.node) == ["w1.example"] && incident.memoryUsages.map(\.node) == ["w1.example"])
    #expect(incident.inodeUsages.map { $0.time?.rfc3339 } == ["2026-11-21T04:02:14Z"])
    #expect(incident.memoryUsages.map { $0.evidence.time?.rfc3339 } == ["2026-11-21T04:02:14Z"])
    #expect(incident.bundle.captured?.from.rfc3339 == "2026-11-21T04:02:14Z")
    #expect(incident.bundle.captured?.to.rfc3339 == "2026-11-21T04:09:00Z")
  }

  @Test func eventsAreSortedByTimeThoseWithoutLast() throws {
    let pod = EntityReference(kind: "Pod", namespace: "n", name: "p")
    let events = [
      try Sample.event("C", on: pod, at: nil), try Sample.event("B", on: pod, at: "2026-11-21T04:00:01Z"),
      try Sample.event("A", on: pod, at: "2026-11-21T04:00:02Z"),
    ]
    #expect(Sample.incident([], events: events).events.map(\.reason) == ["B", "A", "C"])
  }
}
