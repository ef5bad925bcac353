import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Pods without the scheduler's word, as tables, descriptions and manifests show them.
struct NodeObstacleTests {
  private static func node(
    _ name: String, taints: String = "<none>", cordoned: Bool = false, label: String = "disk=hdd"
  )
    -> (String, String)
  {
    (
      "describe/nodes/\(name).txt",
      """
      Name:               \(name)
      Roles:              <none>
      Labels:             kubernetes.io/hostname=\(name)
                          \(label)
      Annotations:        <none>
      Taints:             \(taints)
      Unschedulable:      \(cordoned)
      Conditions:
        Type    Status  LastHeartbeatTime                 LastTransitionTime                Reason        Message
        ----    ------  -----------------                 ------------------                ------        -------
        Ready   True    Mon, 06 May 2024 09:59:00 +0000   Mon, 06 May 2024 08:00:00 +0000   KubeletReady  ok
      Allocatable:
        cpu:     4
        memory:  8000000Ki
        pods:    110
      System Info:
        Kubelet Version:  v1.31.2
      Events:             <none>

      """
    )
  }

  private static func pod(
    selector: String = "<none>", cpu: String = "200m", initCPU: String = "",
    tolerations: String = "node.kubernetes.io/not-ready:NoExecute op=Exists for 300s"
  ) -> (String, String) {
    (
      "describe/pods/ledger-0.txt",
      """
      Name:             ledger-0
      Namespace:        bank
      Priority:         0
      Node:             <none>
      Labels:           app=ledger
      Annotations:      <none>
      Status:           Pending
      IP:
      IPs:              <none>
      \(initCPU.isEmpty ? "" : "Init Containers:\n  load:\n    Image:      registry.example.com/load:3\n    Requests:\n      cpu:      \(initCPU)")
      Containers:
        app:
          Image:      registry.example.com/ledger:3
          Port:       <none>
          Requests:
            cpu:        \(cpu)
            memory:     64Mi
          Environment:  <none>
          Mounts:       <none>
      Conditions:
        Type           Status
        PodScheduled   False
      Volumes:         <none>
      QoS Class:       Burstable
      Node-Selectors:  \(selector)
      Tolerations:     \(tolerations)
      Events:          <none>

      """
    )
  }

  private func roots(_ artifacts: (String, String)...) throws -> [String] {
    let date = ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")
    let incident = try BundleReader.read(
      .memory((artifacts + [date]).map { (path: $0.0, text: $0.1) }), keeping: LogInterests.ofAllModes,
      limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.confidence)" }
  }

  @Test func `All nodes are cordoned`() throws {
    #expect(
      try roots(Self.node("a", cordoned: true), Self.node("b", cordoned: true), Self.pod())
        == ["nodes-cordoned likely"])
  }

  @Test func `A node that could take the pod leaves the cause open`() throws {
    #expect(try roots(Self.node("a", cordoned: true), Self.node("b"), Self.pod()) == [])
  }

  @Test func `A taint that the pod does not tolerate`() throws {
    let tainted = Self.node("a", taints: "team=risk:NoSchedule")
    #expect(try roots(tainted, Self.pod()) == ["untolerated-taint likely"])
    #expect(try roots(tainted, Self.pod(tolerations: "team=risk:NoSchedule")) == [])
    #expect(try roots(tainted, Self.pod(tolerations: "team op=Exists")) == [])
    #expect(try roots(tainted, Self.pod(tolerations: "team=audit:NoSchedule")) == ["untolerated-taint likely"])
    #expect(try roots(Self.node("a", taints: "team=risk:PreferNoSchedule"), Self.pod()) == [])
  }

  @Test func `No node has the label`() throws {
    #expect(try roots(Self.node("a"), Self.pod(selector: "disk=ssd")) == ["node-selector-mismatch likely"])
    #expect(try roots(Self.node("a", label: "disk=ssd"), Self.pod(selector: "disk=ssd")) == [])
  }

  @Test func `The request is larger than each node`() throws {
    #expect(try roots(Self.node("a"), Self.node("b"), Self.pod(cpu: "4500m")) == ["insufficient-cpu likely"])
    #expect(try roots(Self.node("a"), Self.pod(cpu: "4")) == [])
    // An init container runs before the others, not beside them.
    #expect(try roots(Self.node("a"), Self.pod(cpu: "3", initCPU: "5")) == ["insufficient-cpu likely"])
    #expect(try roots(Self.node("a"), Self.pod(cpu: "3", initCPU: "3")) == [])
  }

  @Test func `The selection that one node passes is not the cause`() throws {
    #expect(
      try roots(
        Self.node("a"), Self.node("b"), Self.node("c", label: "disk=ssd"), Self.pod(selector: "disk=ssd", cpu: "6"))
        == ["insufficient-cpu likely"])
  }

  @Test func `The manifest tells of an affinity that no text shows`() throws {
    func manifest(_ value: String) -> (String, String) {
      (
        "manifests/ledger.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: ledger-0, namespace: bank}
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                - matchExpressions: [{key: disk, operator: In, values: [\(value)]}]

        """
      )
    }
    #expect(try roots(Self.node("a"), Self.pod(), manifest("ssd")) == ["node-affinity-mismatch likely"])
    #expect(try roots(Self.node("a"), Self.pod(), manifest("hdd")) == [])
  }
}
