import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct NamedFinalizerTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  private func namespace(_ finalizers: String, deleted: String) -> [(path: String, text: String)] {
    [
      (
        "namespaces.yaml",
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: old, uid: n1, creationTimestamp: "2024-05-01T09:00:00Z", deletionTimestamp: "2024-05-06T\(deleted)Z"}
        spec: {finalizers: [kubernetes]}
        status:
          phase: Terminating
          conditions:
          - {type: NamespaceFinalizersRemaining, status: "True", reason: SomeFinalizersRemain, \
        message: "Some content in the namespace has finalizers remaining: \(finalizers)"}

        """
      ), StartExample.date,
    ]
  }

  @Test func `A finalizer of somebody's own holds it`() throws {
    #expect(
      try roots(namespace("example.com/cleanup in 1 resource instances", deleted: "09:58:00"))
        == ["object-stuck-on-finalizer Namespace/old proven"])
  }

  @Test func `A moment ago it was deleted`() throws {
    #expect(try roots(namespace("example.com/cleanup in 1 resource instances", deleted: "09:59:30")) == [])
  }

  @Test func `Finalizers of Kubernetes wait for its own controllers`() throws {
    #expect(try roots(namespace("kubernetes.io/pvc-protection in 1 resource instances", deleted: "09:58:00")) == [])
  }

  @Test func `All names are read`() {
    #expect(
      NamedFinalizer.finalizers(
        in:
          "Some content in the namespace has finalizers remaining: a.io/x in 2 resource instances, b.io/y in 1 resource instances"
      )
        == ["a.io/x", "b.io/y"])
    #expect(NamedFinalizer.finalizers(in: "Some resources are remaining: pods. has 1 resource instances") == [])
  }

  /// A description tells no time of the deletion, and an excerpt of it not its kind.
  private static let description = """
    Name:         old
    Labels:       <none>
    Status:       Terminating
    Conditions:
      Type                               Status  LastTransitionTime               Reason                Message
      ----                               ------  ------------------               ------                -------
      NamespaceDeletionDiscoveryFailure  False   Mon, 06 May 2024 09:00:10 +0000  ResourcesDiscovered   All resources successfully discovered
      NamespaceFinalizersRemaining       True    Mon, 06 May 2024 09:00:10 +0000  SomeFinalizersRemain  Some content in the namespace has finalizers remaining: example.com/cleanup in 1 resource instances

    """

  @Test func `A description without the time of its deletion tells it as well`() throws {
    #expect(
      try roots([("describe-ns.txt", Self.description)]) == ["object-stuck-on-finalizer Namespace/old proven"])
    let active = Self.description.split(separator: "Terminating").joined(separator: "Active")
    #expect(try roots([("describe-ns.txt", active)]) == [])
  }
}
