import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What single texts tell where the objects they speak of are not in the bundle.
struct FactsWithoutObjectsTests {
  private func diagnose(_ artifacts: [(path: String, text: String)]) throws -> Diagnosis {
    DiagnosticEngine.diagnose(
      try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  private static let conditions = """
    NamespaceDeletionDiscoveryFailure=True Discovery failed for some groups, 1 failing: unable to retrieve the complete \
    list of server APIs: external.metrics.k8s.io/v1beta1: stale GroupVersion discovery: external.metrics.k8s.io/v1beta1
    NamespaceContentRemaining=False All content successfully removed

    """

  @Test("A namespace's conditions name the API that does not answer")
  func discovery() throws {
    let causes = try diagnose([("conditions.txt", Self.conditions)]).rootCauses
    #expect(
      causes.map { "\($0.id) \($0.subject.path)" }
        == ["aggregated-api-unavailable APIService/v1beta1.external.metrics.k8s.io"])
  }

  @Test("Where the APIServices themselves are there, they say more")
  func services() throws {
    let service = """
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: v1beta1.external.metrics.k8s.io, uid: a1}
      status: {conditions: [{type: Available, status: "True"}]}

      """
    #expect(try diagnose([("conditions.txt", Self.conditions), ("apiservices.yaml", service)]).rootCauses.isEmpty)
  }

  private static let evicted = DiskPressureExample.kubelet(
    (
      "10:00:00", "eviction_manager.go:346",
      "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    (
      "10:00:01", "eviction_manager.go:357",
      "\"Eviction manager: must evict pod(s) to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    ("10:00:02", "eviction_manager.go:582", "\"Eviction manager: pod is evicted successfully\" pod=\"shop/web-0\""))

  @Test("A kubelet's journal alone tells of an eviction, and leaves its cause open")
  func eviction() throws {
    let diagnosis = try diagnose([
      ("nodes/n1/journal/kubelet.log", Self.evicted), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
    ])
    #expect(diagnosis.symptoms.contains { $0.id == "pod-evicted" && $0.subject.path == "Pod/shop/web-0" })
    #expect(diagnosis.rootCauses.isEmpty)
  }

  @Test("Where pods are listed, those that are gone were not what the bundle is about")
  func listed() throws {
    let diagnosis = try diagnose([
      ("nodes/n1/journal/kubelet.log", Self.evicted), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ("pods.yaml", "apiVersion: v1\nkind: PodList\nitems: []\n"),
    ])
    #expect(!diagnosis.symptoms.contains { $0.id == "pod-evicted" })
  }
}
