import Model

/// What a quota refuses to `kubectl apply` leaves no Event: only the quota's figures and the object's absence tell.
extension FailureMode {
  static let quotaExceededStorage = FailureMode(
    card: FailureModeCard(
      id: "quota-exceeded-storage", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The namespace's storage quota is used up", ja: "名前空間のストレージクォータを使い切った"),
      what:
        "A claim was never created; the scheduler says `persistentvolumeclaim \"x\" not found` about the pod that uses it.",
      why: """
        A ResourceQuota limits the storage or the number of claims of the namespace. What would exceed it is refused when \
        it is applied, and only whoever applied it saw the error.
        """,
      remedies: QuotaMode.remedies, references: [QuotaMode.reference]),
    recognize: { QuotaMode.occurrences(of: "quota-exceeded-storage", $0) },
    fires: claimExample("The claim would exceed the quota", used: "8Gi"),
    staysSilent: claimExample("The quota has room for the claim", used: "2Gi"))

  static let quotaExceededServices = FailureMode(
    card: FailureModeCard(
      id: "quota-exceeded-services", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The namespace's Service quota is used up", ja: "名前空間の Service 数クォータを使い切った"),
      what: "A Service that a manifest wants does not exist; those that call it cannot resolve its name.",
      why: """
        A ResourceQuota limits the number of Services of the namespace. What would exceed it is refused when it is applied, \
        and only whoever applied it saw the error.
        """,
      remedies: QuotaMode.remedies, references: [QuotaMode.reference]),
    recognize: { QuotaMode.occurrences(of: "quota-exceeded-services", $0) },
    fires: serviceExample("The manifest's Service is missing, the quota is full", used: 1),
    staysSilent: serviceExample("The Service is missing, but the quota has room", used: 0))

  private static func claimExample(_ title: String, used: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.unscheduled(
              "0/2 nodes are available: persistentvolumeclaim \"data\" not found.",
              spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]"),
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: storage, namespace: shop, uid: q1}
            status: {hard: {requests.storage: 10Gi}, used: {requests.storage: \(used)}}

            """)
        ),
        (
          "manifests/data.yaml",
          """
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: data, namespace: shop}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 4Gi}}}

          """
        ), StartExample.date,
      ])
  }

  private static func serviceExample(_ title: String, used: Int) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: shop, uid: s1}
          spec: {}
          status: {loadBalancer: {}}
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: services, namespace: shop, uid: q1}
          status: {hard: {services: "1"}, used: {services: "\(used)"}}

          """
        ),
        (
          "manifests/api.yaml",
          """
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec: {ports: [{port: 80}]}

          """
        ),
      ])
  }
}
