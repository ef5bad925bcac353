import BundleReading
import Model
import Testing

@testable import Diagnosis

/// Who used up a disk, on small bundles that differ in one fact.
struct DiskConsumerTests {
  private func diagnose(_ artifacts: [(path: String, text: String)]) throws -> Diagnosis {
    DiagnosticEngine.diagnose(
      try BundleReader.read(.memory(artifacts), keeping: FailureModes.signatures, limits: ReadLimits()))
  }

  private static let node = ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true))

  private static func reclaim(at time: String) -> (String, String, String) {
    (time, "eviction_manager.go:338", "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\"")
  }

  @Test func aLargeFigureInTheEvictionMessageNamesThePod() throws {
    let status = """
      phase: Failed, reason: Evicted, message: "The node was low on resource: ephemeral-storage. Container main was \
      using 6Gi, request is 0, has larger consumption of ephemeral-storage. "
      """
    let diagnosis = try diagnose([
      Self.node,
      ("namespaces/batch/pods.yaml", DiskPressureExample.list(DiskPressureExample.pod("writer", status: status))),
    ])
    #expect(diagnosis.rootCauses.map(\.id) == ["pod-fills-node-disk"])
    #expect(diagnosis.rootCauses.first?.subject.path == "Job/batch/writer")
  }

  @Test func aSmallFigureNeitherConvictsNorClears() throws {
    let diagnosis = try diagnose([
      Self.node,
      (
        "namespaces/batch/pods.yaml",
        DiskPressureExample.list(DiskPressureExample.pod("writer", status: DiskPressureExample.evicted))
      ),
    ])
    #expect(diagnosis.verdict == .undetermined)
    #expect(diagnosis.rootCauses.isEmpty)
    #expect(diagnosis.symptoms.contains { $0.id == "node-disk-pressure" && !$0.undecided.isEmpty })
  }

  @Test func pressureForMemoryIsNoPressureForDisk() throws {
    let journal = DiskPressureExample.kubelet(
      ("10:00:00", "eviction_manager.go:338", "\"Eviction manager: attempting to reclaim\" resourceName=\"memory\""),
      (
        "10:00:01", "eviction_manager.go:595",
        "\"Eviction manager: pod is evicted successfully\" pod=\"batch/writer-x\""
      ))
    let diagnosis = try diagnose([
      ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)), ("nodes/n1/journal/kubelet.log", journal),
    ])
    #expect(!diagnosis.symptoms.contains { $0.id == "node-disk-pressure" })
    #expect(diagnosis.rootCauses.isEmpty)
  }

  @Test func withoutASightOfTheTimeAfterwardsNothingIsNamed() throws {
    // The journal ends with the eviction: whether the pressure ended with it is not known.
    let cut = DiskPressureExample.evictionJournal.split(separator: "\n").dropLast().joined(separator: "\n")
    let diagnosis = try diagnose([
      Self.node,
      (
        "namespaces/batch/pods.yaml",
        DiskPressureExample.list(
          DiskPressureExample.pod("writer", status: DiskPressureExample.evicted),
          DiskPressureExample.pod("late", status: "phase: Running", started: "09:59:50"))
      ), ("nodes/n1/journal/kubelet.log", cut),
    ])
    #expect(diagnosis.rootCauses.isEmpty)
  }

  @Test func episodesFarApartAreTwoAndTheirPeriodIsTold() throws {
    let journal = DiskPressureExample.kubelet(
      Self.reclaim(at: "08:00:00"), Self.reclaim(at: "09:00:00"), Self.reclaim(at: "10:00:00"))
    let incident = try BundleReader.read(
      .memory([
        Self.node, ("nodes/n1/journal/kubelet.log", journal), ("nodes/n1/date.txt", "Mon May  6 10:01:00 UTC 2024\n"),
      ]), keeping: FailureModes.signatures, limits: ReadLimits())
    let investigation = Investigation(incident)
    #expect(investigation.diskPressure.count == 3)
    let last = try #require(investigation.diskPressure.last)
    #expect(
      PressureRecurrence.description(of: last, nil, investigation) == "episode 3 of 3 on this node, one every 60 min")
  }
}
