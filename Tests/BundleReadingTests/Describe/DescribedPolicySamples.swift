/// What allows, limits and forbids.
extension DescribedKindTests {
  static let policies = [
    Sample(
      reference: "NetworkPolicy/books/db",
      text: """
        Name:         db
        Namespace:    books
        Created on:   2026-11-21 12:09:13 +0800 CST
        Spec:
          PodSelector:     app=db
          Allowing ingress traffic:
            To Port: 5432/TCP
            From:
              PodSelector: app=web
            From:
              IPBlock:
                CIDR: 10.0.0.0/8
                Except: 10.1.0.0/16
          Not affecting egress traffic
          Policy Types: Ingress

        """,
      fields: [
        "metadata.creationTimestamp=2026-11-21T04:09:13Z@3", "spec.podSelector.matchLabels.app=db@5",
        "spec.ingress.0.ports.0.port=5432@7", "spec.ingress.0.from.0.podSelector.matchLabels.app=web@9",
        "spec.ingress.0.from.1.ipBlock.cidr=10.0.0.0/8@12", "spec.policyTypes.0=Ingress@15",
      ]),
    Sample(
      reference: "NetworkPolicy/books/closed",
      text:
        "Name: closed\nNamespace: books\nLabels: <none>\nSpec:\n  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)\n  Allowing ingress traffic:\n    <none> (Selected pods are isolated for ingress connectivity)\n  Policy Types: Ingress\n",
      fields: ["spec.podSelector=0 items@5", "spec.ingress=0 items@6"]),
    Sample(
      reference: "ResourceQuota/books/compute",
      text: """
        Name:            compute
        Namespace:       books
        Resource         Used  Hard
        --------         ----  ----
        pods             10    10
        requests.memory  3Gi   4Gi

        """,
      fields: ["spec.hard.pods=10@5", "status.used.pods=10@5", "casefile=-"]),
    Sample(
      reference: "ResourceQuota/books/compute",
      text: """
        Name:         books
        Labels:       <none>
        Annotations:  <none>
        Status:       Active

        Resource Quotas
          Name:     compute
          Resource  Used  Hard
          --------  ---   ---
          pods      10    12

        Resource Limits
         Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
         ----       --------  ---  ---  ---------------  -------------  -----------------------
         Container  memory    -    1Gi  64Mi             128Mi          -

        """,
      fields: ["status.used.pods=10@10", "spec.hard.pods=12@10"]),
    Sample(
      reference: "LimitRange/books/limits",
      text: """
        Name:       limits
        Namespace:  books
        Type        Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
        ----        --------  ---  ---  ---------------  -------------  -----------------------
        Container   cpu       -    2    100m             500m           -
        Container   memory    -    1Gi  64Mi             128Mi          -
        Pod         cpu       10m  -    -                -              -

        """,
      fields: [
        "spec.limits.0.type=Container@5", "spec.limits.0.max.memory=1Gi@6", "spec.limits.0.default.cpu=500m@5",
        "spec.limits.1.min.cpu=10m@7", "spec.limits.1.max=-",
      ]),
    Sample(
      reference: "ClusterRole/reader",
      text: """
        Name:         reader
        Labels:       <none>
        Annotations:  <none>
        PolicyRule:
          Resources               Non-Resource URLs  Resource Names  Verbs
          ---------               -----------------  --------------  -----
          deployments.apps/scale  []                 []              [get list]
          secrets                 []                 [db]            [get]

        """,
      fields: [
        "rules.0.resources.0=deployments/scale@7", "rules.0.apiGroups.0=apps@7", "rules.0.verbs.1=list@7",
        "rules.1.resourceNames.0=db@8",
      ], path: "describe/clusterroles/reader.txt"),
  ]
}
