import Model

/// The cluster's DNS has no pod that answers.
extension FailureMode {
  static let coreDNSDown = FailureMode(
    card: FailureModeCard(
      id: "coredns-down", role: .state, layer: "CNI, network, DNS",
      title: Text(en: "The cluster's DNS does not answer", ja: "クラスタ DNS (CoreDNS) が停止している"),
      what: "No pod behind the Service kube-dns is ready; programs of all namespaces fail to resolve names.",
      why: """
        CoreDNS's pods wait or crash as any others do: a Corefile that it cannot read, a loop with the node's resolver, no \
        node, no image, no network.
        """,
      remedies: [
        Remedy(
          .now, "Treat CoreDNS as the first thing to repair: read its Events and its last log lines.",
          commands: [
            "kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide",
            "kubectl -n kube-system logs -l k8s-app=kube-dns --previous --tail=50",
          ]),
        Remedy(.lasting, "Run two replicas on different nodes, with a PodDisruptionBudget."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/"]),
    recognize: { investigation in
      guard let dns = ClusterDNS.find(in: investigation), dns.isDown else { return [] }
      guard let first = dns.pods.first else { return [withoutPods(dns)] }
      let since = first.condition("Ready")?.value["lastTransitionTime"]?.moment
      guard investigation.hasLasted(seconds(60), since: since ?? first.object.created) else { return [] }
      let workload = investigation.workload(of: first)
      var occurrence = Occurrence(
        subject: dns.service.reference, workload: workload,
        joints: [.workload(workload), .object(dns.service.reference.path), .cluster]
          + dns.pods.map { .pod($0.reference) },
        span: since.map { Span($0) }, text: "None of \(dns.pods.count) pods of the cluster's DNS is ready",
        evidence: dns.pods.prefix(2).compactMap { pod in
          pod.condition("Ready").flatMap { condition in
            condition.value["status"].map {
              pod.object.evidence(for: $0, field: "\(condition.field).status", time: since)
            }
          } ?? pod.object.evidence(at: "status.phase")
        })
      occurrence.affected = [.init(entity: dns.service.reference, role: .victim, effect: "no endpoints")]
      return [occurrence]
    },
    causes: ["container-crash-loop", "pod-not-ready", "pod-pending"].map { id in
      CausalLink(
        from: id, by: .pod, "leaves DNS without a pod", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) })
    }
      + ["workload-scaled-to-zero"].map { id in
        CausalLink(
          from: id, by: .object, "leaves DNS without a pod", delay: Int64.min...Int64.max,
          judge: { _, _, _ in .supported(direct: true) })
      } + StartFailures.links(from: StartFailures.creation, by: .workload, "leaves DNS without a pod"),
    fires: dns("Both pods are unready", ready: "False"), staysSilent: dns("They are ready", ready: "True"))

  /// Its Deployment makes no pod.
  private static func withoutPods(_ dns: ClusterDNS) -> Occurrence {
    let workload = dns.deployment?.reference
    var occurrence = Occurrence(
      subject: dns.service.reference, workload: workload,
      joints: [.object(dns.service.reference.path), .cluster] + (workload.map { [.workload($0)] } ?? []), span: nil,
      text: "The cluster's DNS has no pods",
      evidence: [dns.deployment?.evidence(at: "spec.replicas"), dns.service.evidence(at: "spec.selector")]
        .compactMap { $0 })
    occurrence.affected = [.init(entity: dns.service.reference, role: .victim, effect: "no endpoints")]
    return occurrence
  }

  private static func dns(_ title: String, ready: String) -> Example {
    Example(
      title,
      [
        (
          "kube-system.yaml",
          """
          apiVersion: v1
          kind: Service
          metadata: {name: kube-dns, namespace: kube-system, uid: s1}
          spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}]}
          status: {loadBalancer: {}}
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: coredns-6b7f-x
            namespace: kube-system
            uid: u1
            labels: {k8s-app: kube-dns}
            creationTimestamp: "2024-05-06T08:00:00Z"
          spec: {nodeName: n1, containers: [{name: coredns, image: a}]}
          status:
            phase: Running
            conditions: [{type: Ready, status: "\(ready)", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T09:00:00Z"}]

          """
        ), StartExample.date,
      ])
  }
}
