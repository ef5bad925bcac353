import Model

/// An add-on asks for an API that this version of Kubernetes does not serve.
extension FailureMode {
  static let addOnIncompatibleAfterUpgrade = FailureMode(
    card: FailureModeCard(
      id: "addon-incompatible-after-upgrade", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "An add-on does not fit the cluster's version", ja: "アドオンがクラスターのバージョンに合わない"),
      what: """
        A network plugin, DNS server, ingress controller or another add-on ends again and again after `the server could not find the \
        requested resource`.
        """,
      why: """
        The control plane was upgraded and no longer serves an API that this version of the add-on needs, or the add-on was upgraded \
        without its custom resource definitions.
        """,
      remedies: [
        Remedy(
          .now,
          "Compare the add-on's version with those that its project tests with this Kubernetes, and bring it up to date.",
          commands: ["kubectl version", "kubectl api-resources", "kubectl -n {namespace} get {kind} {name} -o wide"]),
        Remedy(.lasting, "Upgrade add-ons before the control plane, and try both on a cluster that nobody needs."),
      ],
      references: [
        "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
        "https://kubernetes.io/docs/tasks/administer-cluster/cluster-upgrade/",
      ]),
    recognize: { ApplicationFailureMode.occurrences(of: "addon-incompatible-after-upgrade", $0) },
    fires: addOn("kube-system"), staysSilent: addOn("shop"))

  private static func addOn(_ namespace: String) -> Example {
    let pod = ApplicationExample.crashing(exit: 1).split(separator: "namespace: shop", omittingEmptySubsequences: false)
      .joined(separator: "namespace: \(namespace)")
    return Example(
      namespace == "shop" ? "A program of somebody's own, whose resources may never have been installed" : "An add-on",
      [
        ("pods.yaml", pod),
        (
          "namespaces/\(namespace)/logs/api-0/main.log",
          "Failed to watch *v1beta1.EndpointSlice: failed to list *v1beta1.EndpointSlice: the server could not find the "
            + "requested resource\nFATAL: caches did not sync\n"
        ),
      ])
  }
}
