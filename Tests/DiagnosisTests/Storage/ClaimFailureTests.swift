import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct ClaimFailureTests {
  private func roots(_ artifacts: [(String, String)]) throws -> [String] {
    let incident = try BundleReader.read(
      .memory((artifacts + [StartExample.date]).map { (path: $0.0, text: $0.1) }), keeping: LogInterests.ofAllModes,
      limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.confidence)" }
  }

  private static let unmet = "no persistent volumes available for this claim and no storage class is set"

  @Test(
    "Expressions of a selector are compared like labels",
    arguments: [
      ("{key: tier, operator: In, values: [gold, silver]}", ["pvc-selector-mismatch proven"]),
      ("{key: zone, operator: Exists}", ["pvc-selector-mismatch proven"]),
      ("{key: tier, operator: NotIn, values: [lead]}", ["pvc-selector-mismatch proven"]),
      // The volume has what is asked: nothing here tells why it was not taken.
      ("{key: tier, operator: In, values: [lead]}", []),
    ])
  func selectors(_ expression: String, _ expected: [String]) throws {
    let bundle = ClaimMode.example(
      "",
      claim: "{accessModes: [ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}, "
        + "selector: {matchExpressions: [\(expression)]}}",
      volume:
        "metadata: {name: pv1, uid: v1, labels: {tier: lead}}\n"
        + "spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}\nstatus: {phase: Available}",
      event: ("FailedBinding", Self.unmet))
    #expect(try roots(bundle.artifacts) == expected)
  }

  /// Pod, claim of class `local`, which has no provisioner and waits for the first consumer, and one volume.
  private func local(size: String, message: String) -> [(String, String)] {
    [
      (
        "shop.yaml",
        StartExample.documents(
          StartExample.unscheduled(
            message, spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]"),
          """
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: data, namespace: shop, uid: c1}
          spec: {accessModes: [ReadWriteOnce], storageClassName: local, resources: {requests: {storage: 5Gi}}}
          status: {phase: Pending}

          """,
          """
          apiVersion: storage.k8s.io/v1
          kind: StorageClass
          metadata: {name: local, uid: s1}
          provisioner: kubernetes.io/no-provisioner
          volumeBindingMode: WaitForFirstConsumer

          """,
          size.isEmpty
            ? ""
            : """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: disk-1, uid: v1}
            spec: {capacity: {storage: \(size)}, accessModes: [ReadWriteOnce], storageClassName: local}
            status: {phase: Available}

            """)
      )
    ]
  }

  @Test func `A class that waits for its consumer is judged once the scheduler found no volume`() throws {
    let refused = "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind."
    #expect(try roots(local(size: "1Gi", message: refused)) == ["pvc-capacity-mismatch proven"])
    #expect(try roots(local(size: "", message: refused)) == ["pvc-no-storage-class proven"])
    // Another reason keeps the pod away: the claim only waits for it.
    #expect(
      try roots(local(size: "1Gi", message: "0/2 nodes are available: 2 Insufficient cpu."))
        == ["insufficient-cpu proven"])
  }

  @Test func `A class that is not among all classes needs no Event`() throws {
    func table(_ named: String) -> [(String, String)] {
      [
        (
          "get/persistentvolumeclaims.txt",
          "NAMESPACE   NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\n"
            + "bank        data   Pending                                      fsat           30m\n"
        ), ("get/storageclasses.txt", Self.classes(named)),
        (
          "get/pods.txt",
          "NAMESPACE   NAME     READY   STATUS    RESTARTS   AGE\n"
            + "bank        ledger   0/1     Pending   0          30m\n"
        ),
        (
          "manifests/ledger.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: ledger, namespace: bank}
          spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}

          """
        ),
      ]
    }
    #expect(try roots(table("fast")) == ["storage-class-not-found likely"])
    #expect(try roots(table("fsat")) == [])
  }

  private static func classes(_ name: String) -> String {
    "NAME   PROVISIONER               RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE\n"
      + "\(name)   disk.csi.example.com      Delete          Immediate           false                  82d\n"
  }
}
