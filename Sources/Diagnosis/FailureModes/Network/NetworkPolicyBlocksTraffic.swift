import Model

/// A NetworkPolicy keeps a program from what it needs.
extension FailureMode {
  static let networkPolicyBlocksTraffic = FailureMode(
    card: FailureModeCard(
      id: "network-policy-blocks-traffic", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A NetworkPolicy keeps a program from what it calls", ja: "NetworkPolicy が通信を遮断している"),
      what: """
        A program's calls run into timeouts although the Service has ready endpoints. A policy selects one of the two \
        pods, and no rule of any policy allows this connection.
        """,
      why: """
        As soon as one policy selects a pod for a direction, all is denied that no rule allows. Often the rule for DNS \
        (port 53, UDP and TCP) is forgotten, or a label or port changed and the policy did not.
        """,
      remedies: [
        Remedy(
          .now, "Add a rule for this connection, and for DNS.",
          commands: ["kubectl -n {namespace} describe networkpolicy", "kubectl get namespaces --show-labels"]),
        Remedy(.lasting, "Test each policy with one allowed and one denied connection before it is rolled out."),
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"]),
    recognize: { investigation in
      investigation.blockedConnections.map { blocked in
        let client = blocked.failure.pod.reference
        var occurrence = Occurrence(
          subject: blocked.policy.reference, joints: [.pod(client), .object(blocked.policy.reference.path)],
          span: nil,
          text: "\(blocked.policy.reference.path) \(blocked.text) (\(blocked.failure.workload.path) to "
            + "\(blocked.service.reference.path))",
          evidence: [blocked.policy.evidence(at: "spec.podSelector") ?? blocked.policy.evidence]
            + blocked.failure.evidence.prefix(1))
        // That the network enforces policies is not written anywhere.
        occurrence.confidence = .likely
        occurrence.affected = [.init(entity: client, role: .victim, effect: "its calls time out")]
        return occurrence
      }
    },
    fires: policy("No rule for the database", port: 9090),
    staysSilent: policy("A rule allows the database", port: 5432))

  private static func policy(_ title: String, port: Int) -> Example {
    Example(
      title,
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1), log: "FATAL dial tcp 10.96.4.1:5432: i/o timeout\n")
        + [
          ("services.yaml", ApplicationExample.service("orders-db", port: 5432)),
          (
            "servers.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: orders-db-0, namespace: shop, uid: u2, labels: {app: orders-db}}
            spec: {nodeName: n1, containers: [{name: main, image: a, ports: [{containerPort: 5432}]}]}
            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

            """
          ),
          (
            "networkpolicies.yaml",
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: clients, namespace: shop, uid: np1, creationTimestamp: "2024-05-06T08:00:00Z"}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{podSelector: {matchLabels: {app: orders-db}}}], ports: [{protocol: TCP, port: \(port)}]}]

            """
          ),
        ])
  }
}
