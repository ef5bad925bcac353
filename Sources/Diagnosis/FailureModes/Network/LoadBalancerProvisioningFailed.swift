import Model

/// The cloud does not make the load balancer that a Service asks for.
extension FailureMode {
  static let loadBalancerProvisioningFailed = FailureMode(
    card: FailureModeCard(
      id: "load-balancer-provisioning-failed", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A load balancer cannot be provisioned", ja: "ロードバランサーを作成できない"),
      what: "A Service of type LoadBalancer has no address, and the cloud controller's Events tell why.",
      why: """
        The cloud controller manager asks the cloud for it and is refused: quota, missing subnet tags, permissions, or no \
        node that could take the traffic. A cluster without such a controller leaves the address pending without Events.
        """,
      remedies: [
        Remedy(
          .now, "Repair what the Event names; the controller tries again by itself.",
          commands: ["kubectl -n {namespace} describe service {name}"]),
        Remedy(.lasting, "Watch the cloud's quotas; install the load balancer controller that the cluster needs."),
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer"]),
    recognize: { investigation in
      investigation.index.objects(kind: "Service").compactMap { service in
        let events = ["SyncLoadBalancerFailed", "UnAvailableLoadBalancer", "CreatingLoadBalancerFailed"]
          .flatMap { investigation.index.events($0, about: service.reference) }
        guard service.string(at: "spec.type") == "LoadBalancer", let event = events.last,
          let evidence = event.evidence.first,
          service.value(at: "status.loadBalancer.ingress")?.items.isEmpty ?? true
        else { return nil }
        var occurrence = Occurrence(
          subject: service.reference, joints: [.object(service.reference.path), .namespace(service.namespace)],
          span: event.time, text: "\(service.reference.path) gets no load balancer: \(event.message)",
          evidence: [evidence])
        occurrence.harmsByItself = true
        return occurrence
      }
    },
    fires: Example(
      "The cloud refuses",
      [("services.yaml", service("status: {loadBalancer: {}}")), ("events.yaml", failure), StartExample.date]),
    staysSilent: Example(
      "A later try succeeded",
      [
        ("services.yaml", service("status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}")),
        ("events.yaml", failure), StartExample.date,
      ]))

  private static func service(_ status: String) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: edge, namespace: shop, uid: s1, creationTimestamp: "2024-05-06T08:00:00Z"}
    spec: {type: LoadBalancer, selector: {app: edge}, ports: [{port: 443}]}
    \(status)

    """
  }

  private static let failure = StartExample.event(
    "SyncLoadBalancerFailed",
    "Error syncing load balancer: failed to ensure load balancer: could not find any suitable subnets for creating the ELB",
    about: "Service", "edge", uid: "s1")
}
