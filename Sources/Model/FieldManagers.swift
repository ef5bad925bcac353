extension KubernetesObject {
  /// Who wrote an object and when, as `metadata.managedFields` tells; without controllers, whose writing is daily work,
  /// and without status.
  public var edits: [(manager: String, operation: String, time: Moment, field: String, value: Value)] {
    (root.value(at: "metadata.managedFields")?.items ?? []).enumerated().compactMap { offset, entry in
      guard let manager = entry["manager"]?.string, !Self.controllers.contains(manager),
        entry["subresource"]?.string ?? "" != "status", let value = entry["time"], let time = value.moment
      else { return nil }
      return (
        manager, entry["operation"]?.string ?? "Update", time,
        "metadata.managedFields.\(offset).time", value
      )
    }
  }

  private static let controllers: Set<String> = [
    "kubelet", "kube-controller-manager", "kube-scheduler", "kube-apiserver", "cloud-controller-manager", "k3s",
  ]
}
