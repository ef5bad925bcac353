import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Services whose selector or port leads nowhere, beside neighbors that look alike.
struct ServiceFaultTests {
  private func faults(_ artifacts: [(path: String, text: String)]) throws -> [ServiceFault] {
    ServiceFault.all(
      in: try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  private func service(_ name: String, app: String, target: String = "8080") -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: shop, uid: s-\(name)}
    spec: {clusterIP: 10.96.4.1, selector: {app: \(app)}, ports: [{port: 8080, targetPort: \(target)}]}
    status: {loadBalancer: {}}

    """
  }

  private func pod(_ app: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(app)-0, namespace: shop, uid: u-\(app), labels: {app: \(app)}}
    spec: {containers: [{name: main, image: a, ports: [{containerPort: 8080}]}]}
    status:
      phase: Running
      conditions: [{type: Ready, status: "True"}]
      containerStatuses: [{name: main, ready: true, restartCount: 0, state: {running: {}}}]

    """
  }

  @Test func aNeighborWithAServiceOfItsOwnIsNotMeant() throws {
    let neighbor = service("billing2", app: "billing2")
    #expect(
      try faults([
        ("s.yaml", "\(service("billing", app: "billing"))---\n\(neighbor)"), ("p.yaml", pod("billing2")),
      ]).isEmpty)
    #expect(
      try faults([("s.yaml", service("billing", app: "billing")), ("p.yaml", pod("billing2"))]).map(\.mode)
        == ["service-selector-mismatch"])
  }

  @Test func aSelectorThatFitsAWorkloadWithoutPodsIsRight() throws {
    let deployment = ScaledWorkloadExample.deployment(replicas: 1)
    #expect(
      try faults([
        ("s.yaml", service("catalog", app: "catalog")), ("p.yaml", pod("catalogs")), ("d.yaml", deployment),
      ]).isEmpty)
  }

  @Test func theWideTableTellsWhichWorkloadIsMeant() throws {
    let table = """
      NAME      READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR
      catalog   0/0     0            0           5m    main         a        app=catalog

      """
    #expect(
      try faults([
        ("s.yaml", service("catalog", app: "catalog")), ("p.yaml", pod("cart")),
        ("namespaces/shop/get/deployments-wide.txt", table),
      ]).map(\.mode) == ["workload-scaled-to-zero"])
  }

  /// `kubectl describe` does not show how ports are called.
  @Test func aNamedPortWithoutEndpointsBesideAReadyPod() throws {
    let described = """
      Name:             catalog-0
      Namespace:        shop
      Node:             n1/10.0.0.1
      Labels:           app=catalog
      Status:           Running
      Containers:
        main:
          Image:          a
          Port:           8080/TCP
          State:          Running
          Ready:          True
          Restart Count:  0
      Conditions:
        Type              Status
        Ready             True
      Events:             <none>

      """
    func endpoints(_ addresses: String) -> String {
      """
      apiVersion: v1
      kind: Endpoints
      metadata: {name: catalog, namespace: shop, uid: e1}
      subsets: [\(addresses)]

      """
    }
    let service = service("catalog", app: "catalog", target: "web")
    #expect(
      try faults([("s.yaml", service), ("describe/pods/catalog-0.txt", described), ("e.yaml", endpoints(""))])
        .map(\.mode) == ["service-port-mismatch"])
    #expect(
      try faults([
        ("s.yaml", service), ("describe/pods/catalog-0.txt", described),
        ("e.yaml", endpoints("{addresses: [{ip: 10.1.2.3}], ports: [{port: 8080}]}")),
      ]).isEmpty)
  }
}
