import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Who used up a disk, on small bundles that differ in one fact.
struct DiskConsumerTests {
  private func diagnose(_ artifacts: [(path: String, text: String)]) throws -> Diagnosis {
    DiagnosticEngine.diagnose(
      try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
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
      ]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    let investigation = Investigation(incident)
    #expect(investigation.diskPressure.count == 3)
    let last = try #require(investigation.diskPressure.last)
    #expect(
      PressureRecurrence.description(of: last, nil, investigation) == "episode 3 of 3 on this node, one every 60 min")
  }

  /// Two finished Jobs whose containers were deleted; each wrote `gigabytes` into its writable layer.
  private func relief(_ first: String, _ second: String, gigabytes: Int) throws -> Diagnosis {
    let command = gigabytes > 0 ? "dd if=/dev/zero of=/out/1.raw bs=1M count=\(gigabytes * 1024)" : "/run"
    let pods = zip([first, second], ["a", "b"]).map { name, digit in
      DiskPressureExample.pod(
        name, command: command,
        status: DiskPressureExample.finished(at: "09:58:00", id: DiskPressureExample.id(Character(digit))))
    }
    return try diagnose([
      Self.node, ("namespaces/batch/pods.yaml", DiskPressureExample.list(pods[0], pods[1])),
      ("nodes/n1/journal/kubelet.log", FailureMode.reliefJournal),
      (
        "nodes/n1/journal/containerd.log",
        DiskPressureExample.removed(DiskPressureExample.id("a"), at: "10:00:00")
          + DiskPressureExample.removed(DiskPressureExample.id("b"), at: "10:00:00")
      ),
    ])
  }

  @Test func jobsWhoseNamesDifferInDigitsAreOneGroup() throws {
    // 2 GiB each: less than a quarter of the disk alone, more together.
    let family = try relief("frame-01", "frame-02", gigabytes: 2)
    #expect(family.rootCauses.map(\.id) == ["finished-containers-fill-node-disk"])
    #expect(family.rootCauses.first?.affected.filter { $0.role == .culprit && $0.entity.kind == "Job" }.count == 2)
  }

  @Test func jobsOfOtherNamesAreNoGroup() throws {
    #expect(try relief("frame-01", "report-02", gigabytes: 2).rootCauses.isEmpty)
    #expect(try relief("frame-a", "frame-b", gigabytes: 2).rootCauses.isEmpty)
  }

  @Test func finishedContainersOfNobodyInParticularLeaveOneQuestion() throws {
    let diagnosis = try relief("report", "render", gigabytes: 0)
    #expect(diagnosis.verdict == .undetermined && diagnosis.rootCauses.isEmpty)
    let pressure = try #require(diagnosis.symptoms.first { $0.id == "node-disk-pressure" })
    #expect(pressure.undecided.map(\.id) == ["finished-containers-fill-node-disk"])
    #expect(pressure.undecided.first?.artifact.contains("each finished container of n1") == true)
  }

  @Test func measuredLogsOfAnEvictedPodSayWhatTheKubeletsFigureMeans() throws {
    let status = """
      phase: Failed, reason: Evicted, message: "The node was low on resource: ephemeral-storage. Container main was \
      using 6Gi, request is 0, has larger consumption of ephemeral-storage. "
      """
    func diagnosis(_ kibibytes: Int) throws -> Diagnosis {
      try diagnose([
        Self.node,
        ("namespaces/batch/pods.yaml", DiskPressureExample.list(DiskPressureExample.pod("writer", status: status))),
        ("nodes/n1/du.txt", "\(kibibytes)\t/var/log/pods/batch_writer-x_uid-writer\n"),
      ])
    }
    #expect(try diagnosis(6_000_000).rootCauses.map(\.id) == ["logs-fill-node-disk"])
    #expect(try diagnosis(6_000).rootCauses.map(\.id) == ["pod-fills-node-disk"])
  }

  /// What is left of a description when somebody cut its conditions out.
  private func described(capacity: String, count: Int, relief: String) -> [(path: String, text: String)] {
    [
      (
        "describe-node.txt",
        """
        Name:               n1
        Capacity:
         cpu:                8
         ephemeral-storage:  \(capacity)
         pods:               110
        Events:
          Type     Reason                 Age                       From         Message
          ----     ------                 ----                      ----         -------
          Warning  EvictionThresholdMet   2m (x\(count) over 5h)     kubelet, n1  Attempting to reclaim ephemeral-storage
          Normal   NodeHasNoDiskPressure  \(relief)  kubelet, n1  Node n1 status is now: NodeHasNoDiskPressure
          Normal   NodeHasDiskPressure    30s                       kubelet, n1  Node n1 status is now: NodeHasDiskPressure

        """
      )
    ]
  }

  @Test func aThresholdThatIsMetAllDayOnASmallDisk() throws {
    let found = try diagnose(described(capacity: "2038Mi", count: 1500, relief: "40s")).rootCauses
    #expect(found.map(\.id) == ["node-disk-too-small"] && found.first?.confidence == .likely)
  }

  @Test(arguments: [("200Gi", 1500, "40s"), ("2038Mi", 12, "40s"), ("2038Mi", 1500, "10s")])
  func aThresholdThatSaysLess(_ capacity: String, _ count: Int, _ relief: String) throws {
    #expect(try diagnose(described(capacity: capacity, count: count, relief: relief)).rootCauses.isEmpty)
  }
}
