import Model

/// A gateway sends requests to a Service that they are not meant for.
extension FailureMode {
  static let ingressOrGatewayMisrouted = FailureMode(
    card: FailureModeCard(
      id: "ingress-or-gateway-misrouted", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A gateway sends requests to the wrong Service", ja: "ゲートウェイが誤った Service に転送する"),
      what: """
        Requests for one path fail, often with 404, while all pods are ready. A route of the gateway leads to another \
        Service than the one it is named after, or to a port that its Service does not have.
        """,
      why: """
        A gateway forwards by its own table: an Ingress, or a ConfigMap that it reads at the start. Nothing checks that \
        path and Service belong together.
        """,
      remedies: [
        Remedy(
          .now, "Correct the route, then restart the gateway where it reads its table only once.",
          commands: ["kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Test each route with one request after a change of the table."),
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/"]),
    recognize: { investigation in
      investigation.misroutes.map { misroute in
        let holder = misroute.route.holder
        let meant = misroute.meant.reference
        var occurrence = Occurrence(
          subject: holder.reference,
          joints: [.object(meant.path), .object(holder.reference.path), .namespace(holder.namespace)], span: nil,
          text: misroute.text, evidence: [misroute.route.evidence, misroute.meant.evidence])
        occurrence.confidence = .likely
        occurrence.harmsByItself = true
        occurrence.affected = [.init(entity: meant, role: .victim, effect: "its requests go elsewhere")]
        return occurrence
      }
    },
    fires: Example(
      "One route of four leads to its neighbour", GatewayExample.bundle(orders: "shop-cart")),
    staysSilent: Example(
      "Each route leads to what it is named after", GatewayExample.bundle(orders: "shop-orders")))
}

/// A gateway with a table of routes in a ConfigMap, and the Services that it leads to.
enum GatewayExample {
  /// `orders` is where the route of that name leads to.
  static func bundle(orders: String) -> [(path: String, text: String)] {
    let routes = [("cart", "shop-cart"), ("orders", orders), ("prices", "shop-prices"), ("users", "shop-users")]
    let table = routes.map { name, target in
      """
              - id: \(name)
                uri: http://${\(name.uppercased())_HOST:\(target)}:8080
                predicates:
                - Path=/api/v1/\(name)/**

      """
    }.joined()
    let map = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: gateway-routes, namespace: shop, uid: c1, creationTimestamp: "2024-05-06T08:00:00Z"}
      data:
        application.yml: |
          spring.cloud.gateway:
            routes:
      \(table)

      """
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: gateway-0, namespace: shop, uid: u1}
      spec:
        containers: [{name: main, image: "registry.example/gateway:1"}]
        volumes: [{name: routes, configMap: {name: gateway-routes}}]
      status:
        phase: Running
        conditions: [{type: Ready, status: "True"}]
        containerStatuses: [{name: main, ready: true, restartCount: 0, state: {running: {}}}]

      """
    let services = routes.map { name, _ in
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop-\(name), namespace: shop, uid: s-\(name)}
      spec: {clusterIP: 10.96.4.1, ports: [{port: 8080}]}
      status: {loadBalancer: {}}

      """
    }.joined()
    return [("configmaps.yaml", map), ("pods.yaml", pod), ("services.yaml", services)]
  }
}
