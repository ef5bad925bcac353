/// Configuration, and a custom resource.
extension DescribedKindTests {
  static let others = [
    Sample(
      reference: "ConfigMap/books/web-config",
      text: """
        Name:         web-config
        Namespace:    books
        Labels:       <none>
        Annotations:  <none>

        Data
        ====
        app.yaml:
        ----
        server:
          port: 8080
        Name: inner

        Status: fine

        LEVEL:
        ----
        debug

        BinaryData
        ====

        Events:  <none>

        """,
      fields: ["data.LEVEL=debug@16"]),
    Sample(
      reference: "Secret/books/db",
      text: """
        Name:         db
        Namespace:    books
        Labels:       <none>

        Type:  Opaque

        Data
        ====
        password:  12 bytes
        username:  5 bytes

        """,
      fields: ["type=Opaque@5", "data.password=@9", "data.username=@10"]),
    Sample(
      reference: "ServiceAccount/books/web",
      text: """
        Name:                web
        Namespace:           books
        Image pull secrets:  registry (not found)
        Mountable secrets:   <none>
        Tokens:              <none>
        Events:              <none>

        """,
      fields: ["imagePullSecrets.0.name=registry@3", "secrets=-"]),
    Sample(
      reference: "VirtualService/books/web",
      text: """
        Name:         web
        Namespace:    books
        Labels:       <none>
        Annotations:  <none>
        API Version:  networking.istio.io/v1
        Kind:         VirtualService
        Metadata:
          Creation Timestamp:  2026-11-21T04:00:00Z
          Generation:          2
          UID:                 11111111-2222-3333-4444-555555555555
        Spec:
          Gateways:
            mesh
          Hosts:
            web.books
          Http:
            Fault:
              Abort:
                Http Status:  503
                Percentage:
                  Value:  50
            Match:
              Source Labels:
                app.kubernetes.io/name:  shop
            Route:
              Destination:
                Host:    web
                Subset:  v1
              Weight:    90
              Destination:
                Host:    web
                Subset:  v2
              Weight:    10
        Events:          <none>

        """,
      fields: [
        "metadata.uid=11111111-2222-3333-4444-555555555555@10", "metadata.creationTimestamp=2026-11-21T04:00:00Z@8",
        "spec.gateways.0=mesh@13", "spec.hosts.0=web.books@15", "spec.http.0.fault.abort.httpStatus=503@19",
        "spec.http.0.route.1.destination.subset=v2@32", "spec.http.0.route.1.weight=10@33",
        "spec.http.0.route.0.weight=90@29",
      ]),
  ]
}
