import Model

/// A Service answers some of its callers only.
extension FailureMode {
  static let serviceSelectsWrongPods = FailureMode(
    card: FailureModeCard(
      id: "service-selects-wrong-pods", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A Service also selects pods of another workload", ja: "Service が別のワークロードの Pod も選択している"),
      what: "Some calls of a Service are refused, others succeed. Its selector fits pods that do not serve its port.",
      why: "The selector is too broad: a label that several workloads share, e.g. that of the release, and no other.",
      remedies: [
        Remedy(
          .now, "Narrow the selector to labels that only the meant pods have.",
          commands: [
            "kubectl -n {namespace} describe service {name}", "kubectl -n {namespace} get pods --show-labels",
          ])
      ],
      references: [ApplicationFailureMode.debugServices]),
    recognize: { PartialService.withStrangers($0) },
    fires: PartialServiceExample.bundle("A worker has the same label", other: "app: orders-db", port: 8080),
    staysSilent: PartialServiceExample.bundle("Two versions serve the same port", other: "app: orders-db", port: 5432))

  static let localTrafficPolicyWithoutEndpoints = FailureMode(
    card: FailureModeCard(
      id: "local-traffic-policy-without-endpoints", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A Service keeps traffic on a node that has no endpoint", ja: "Local トラフィックポリシーで宛先がない"),
      what: "Calls of a Service fail from some nodes and succeed from others, by where its pods run.",
      why: """
        With internalTrafficPolicy Local kube-proxy sends packets only to pods of the caller's own node, and drops them \
        where there is none.
        """,
      remedies: [
        Remedy(
          .now, "Use the policy Cluster, or run one pod on each node that calls it.",
          commands: [
            "kubectl -n {namespace} patch service {name} -p '{\"spec\":{\"internalTrafficPolicy\":\"Cluster\"}}'"
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/"]),
    recognize: { PartialService.keptLocal($0) },
    fires: PartialServiceExample.bundle("The caller runs on another node", policy: "Local", node: "n1"),
    staysSilent: PartialServiceExample.bundle("Caller and pod share a node", policy: "Local", node: "n2"))
}

/// A caller on node n2 that is refused by the Service `orders-db`.
private enum PartialServiceExample {
  static func bundle(
    _ title: String, other: String? = nil, port: Int = 5432, policy: String = "Cluster", node: String = "n1"
  ) -> Example {
    func server(_ name: String, _ labels: String, _ port: Int) -> String {
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: \(name)-0, namespace: shop, uid: u-\(name), labels: {\(labels)}, ownerReferences: [{kind: StatefulSet, name: \(name), controller: true}]}
      spec: {nodeName: \(node), containers: [{name: main, image: a, ports: [{containerPort: \(port)}]}]}
      status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

      """
    }
    var servers = server("orders-db", "app: orders-db", 5432)
    if let other { servers += "---\n" + server("worker", other, port) }
    let caller = ApplicationExample.crashing(exit: 1).split(separator: "\n").map {
      $0 == "  restartPolicy: Always" ? "  restartPolicy: Always\n  nodeName: n2" : String($0)
    }.joined(separator: "\n")
    return Example(
      title,
      ApplicationExample.pod(
        caller, log: "FATAL dial tcp 10.96.4.1:5432: connect: connection refused\n")
        + [
          (
            "services.yaml",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: orders-db, namespace: shop, uid: s1, creationTimestamp: "2024-05-06T08:00:00Z"}
            spec: {clusterIP: 10.96.4.1, internalTrafficPolicy: \(policy), selector: {app: orders-db}, ports: [{port: 5432, targetPort: 5432}]}
            status: {loadBalancer: {}}

            """
          ), ("servers.yaml", servers),
        ])
  }
}
