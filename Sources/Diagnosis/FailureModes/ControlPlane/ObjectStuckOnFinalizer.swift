import Model

/// A deletion waits for a finalizer that nobody takes away.
extension FailureMode {
  static let objectStuckOnFinalizer = FailureMode(
    card: FailureModeCard(
      id: "object-stuck-on-finalizer", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "A finalizer keeps an object from being deleted", ja: "ファイナライザーにより削除が完了しない"),
      what: "The object carries a deletionTimestamp for minutes or longer and still has finalizers.",
      why: """
        A finalizer is a controller's promise to clean up first. The API server removes the object once the list is \
        empty; if that controller is gone, broken or refused, it stays for ever.
        """,
      remedies: [
        Remedy(
          .now, "Bring back the controller that owns the finalizer and read its log.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.now, "Take the finalizer away by hand only when its clean-up has been done by hand."),
        Remedy(.lasting, "Remove a controller's objects before the controller: uninstall operators last."),
      ],
      references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/"]),
    recognize: { investigation in
      StuckDeletion.all(investigation).filter { !StuckDeletion.storageKinds.contains($0.object.kind) }
        .map { $0.occurrence("", investigation) } + NamedFinalizer.occurrences(investigation)
    },
    fires: Example(
      "An hour after its deletion the object waits for its controller",
      [("gateways.yaml", gateway(deleted: "2024-05-06T09:00:00Z")), StartExample.date]),
    staysSilent: Example(
      "It was deleted a few seconds ago",
      [("gateways.yaml", gateway(deleted: "2024-05-06T09:59:55Z")), StartExample.date]))

  private static func gateway(deleted: String) -> String {
    """
    apiVersion: example.com/v1
    kind: Gateway
    metadata:
      name: edge
      namespace: shop
      uid: g1
      creationTimestamp: "2024-05-01T09:00:00Z"
      deletionTimestamp: "\(deleted)"
      finalizers: [gateways.example.com/address]

    """
  }
}
