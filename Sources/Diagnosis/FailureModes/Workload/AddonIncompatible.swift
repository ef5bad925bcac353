import Model

/// An add-on uses what the cluster's version no longer has.
extension FailureMode {
  static let addonIncompatible = FailureMode(
    card: FailureModeCard(
      id: "addon-incompatible-after-upgrade", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "An add-on does not fit the cluster's version", ja: "アドオンがクラスターのバージョンに対応していない"),
      what: """
        A provisioner or controller says `selfLink was empty, can't make reference` at each object; claims of its class stay Pending. Or \
        a network plugin, DNS server or another add-on ends again and again after `the server could not find the requested resource`.
        """,
      why: """
        Since 1.20 the API server no longer fills in metadata.selfLink, and since 1.24 nothing brings it back. Releases of an add-on \
        that were made before that cannot refer to objects. Likewise for versions of an API that are served no longer, or not yet: the \
        add-on is older than the control plane, newer than it, or lacks its custom resource definitions.
        """,
      remedies: [
        Remedy(
          .now, "Install a release of the add-on that supports the cluster's version.",
          commands: ["kubectl version", "kubectl get pods -A -o wide"]),
        Remedy(.lasting, "Read which versions an add-on supports before the cluster is upgraded."),
      ],
      references: ["https://kubernetes.io/docs/reference/using-api/deprecation-policy/"]),
    signatures: [selfLinkLine],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [selfLinkLine], "An add-on needs metadata.selfLink, which the API server no longer fills in",
        effect: "objects not served", investigation)
        + ApplicationFailureMode.occurrences(of: "addon-incompatible-after-upgrade", investigation)
    },
    fires: StatedInCluster.kubelet(
      "A provisioner of another age", site: "controller.go:1004",
      "provision \"shop/data\" class \"nfs\": unexpected error getting claim reference: selfLink was empty, can't make reference"
    ),
    staysSilent: StatedInCluster.kubelet(
      "A provisioner may not read claims", site: "controller.go:1004",
      "provision \"shop/data\" class \"nfs\": unexpected error getting claim reference: forbidden"))

  private static let selfLinkLine = LogSignature(
    "self-link-missing", component: "", callSites: ["controller.go", "event.go"],
    literals: ["selfLink was empty, can't make reference"])
}
