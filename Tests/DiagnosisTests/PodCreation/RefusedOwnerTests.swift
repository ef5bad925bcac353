import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// The API server's refusals by the kind of the controller that it turns away.
struct RefusedOwnerTests {
  private func roots(_ owner: String, _ kind: String, _ name: String, _ refusal: String) throws
    -> [String]
  {
    let text = StartExample.documents(
      owner, StartExample.event("FailedCreate", refusal, about: kind, name, uid: "o1"))
    let incident = try BundleReader.read(
      .memory([(path: "shop.yaml", text: text), (path: "date.txt", text: StartExample.date.1)]),
      keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path)" }
  }

  private static func object(_ kind: String, _ name: String, spec: String, status: String) -> String {
    """
    apiVersion: apps/v1
    kind: \(kind)
    metadata: {name: \(name), namespace: shop, uid: o1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec: \(spec)
    status: \(status)

    """
  }

  private static let full = "is forbidden: exceeded quota: compute, requested: pods=1, used: pods=5, limited: pods=5"

  @Test func `A Job without pods is harmed by the refusal itself`() throws {
    let job = Self.object("Job", "report", spec: "{parallelism: 1}", status: "{startTime: \"2024-05-06T09:00:00Z\"}")
    #expect(
      try roots(job, "Job", "report", "Error creating: pods \"report-x2x7k\" \(Self.full)")
        == ["quota-exceeded-pods Namespace/shop"])
    #expect(
      try roots(
        job, "Job", "report",
        "Error creating: pods \"report-\" is forbidden: error looking up service account shop/robot: "
          + "serviceaccount \"robot\" not found") == ["service-account-missing Job/shop/report"])
  }

  @Test func `A Job that got its pod later is not`() throws {
    let job = Self.object("Job", "report", spec: "{parallelism: 1}", status: "{active: 1}")
    #expect(try roots(job, "Job", "report", "Error creating: pods \"report-x2x7k\" \(Self.full)") == [])
  }

  @Test func `A DaemonSet counts what it lacks`() throws {
    func set(_ current: Int) -> String {
      Self.object(
        "DaemonSet", "agent", spec: "{}",
        status: "{desiredNumberScheduled: 2, currentNumberScheduled: \(current), numberReady: \(current)}")
    }
    let refusal = "Error creating: pods \"agent-x2x7k\" \(Self.full)"
    #expect(try roots(set(1), "DaemonSet", "agent", refusal) == ["quota-exceeded-pods Namespace/shop"])
    #expect(try roots(set(2), "DaemonSet", "agent", refusal) == [])
  }

  @Test func `A StatefulSet whose claim is refused`() throws {
    let set = Self.object("StatefulSet", "db", spec: "{replicas: 3}", status: "{replicas: 0, readyReplicas: 0}")
    #expect(
      try roots(
        set, "StatefulSet", "db",
        "create Claim data-db-0 for Pod db-0 in StatefulSet db failed error: persistentvolumeclaims \"data-db-0\" is "
          + "forbidden: exceeded quota: disks, requested: requests.storage=10Gi, used: requests.storage=95Gi, "
          + "limited: requests.storage=100Gi") == ["quota-exceeded-storage Namespace/shop"])
  }

  @Test(
    "Resources by what they count",
    arguments: [
      ("fast.storageclass.storage.k8s.io/requests.storage", "quota-exceeded-storage"),
      ("fast.storageclass.storage.k8s.io/persistentvolumeclaims", "quota-exceeded-storage"),
      ("services.nodeports", "quota-exceeded-services"), ("count/deployments.apps", "quota-exceeded-objects"),
      ("limits.cpu", "quota-exceeded-cpu"),
    ])
  func resources(_ resource: String, _ id: String) { #expect(QuotaResource.mode(of: resource) == id) }

  @Test func `A quota of one type of Service counts no other`() {
    #expect(QuotaResource.counts("services.nodeports", serviceOfType: "NodePort"))
    #expect(!QuotaResource.counts("services.nodeports", serviceOfType: "ClusterIP"))
    #expect(!QuotaResource.counts("services.loadbalancers", serviceOfType: "NodePort"))
    #expect(QuotaResource.counts("count/services", serviceOfType: "ClusterIP"))
  }
}
