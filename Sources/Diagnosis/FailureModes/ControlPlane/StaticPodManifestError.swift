import Model

/// The kubelet cannot read the manifest of a static pod.
extension FailureMode {
  static let staticPodManifestError = FailureMode(
    card: FailureModeCard(
      id: "static-pod-manifest-error", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A static pod's manifest is broken", ja: "静的 Pod のマニフェストが壊れている"),
      what: """
        A component of the control plane is missing although the kubelet runs; the kubelet says `Could not process manifest file` again and \
        again.
        """,
      why: """
        The file in /etc/kubernetes/manifests is no valid pod: a slip in editing, a half-written file, or a backup of another format in \
        that folder. The kubelet keeps the pod away until the file is right.
        """,
      remedies: [
        Remedy(
          .now, "Repair the file that the message names; the kubelet reads it again by itself.",
          commands: ["ls -la /etc/kubernetes/manifests", "journalctl -u kubelet -n 100 | grep -i manifest"]),
        Remedy(.lasting, "Edit a copy elsewhere and move it into place, and keep backups out of that folder."),
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/"]),
    signatures: [manifestLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        manifestLine, "has a static pod's manifest that its kubelet cannot read", effect: "static pod missing",
        investigation, whileItLasts: true)
    },
    fires: StatedInCluster.kubelet(
      "A slip in a manifest", site: "file.go:187",
      "\"Could not process manifest file\" err=\"/etc/kubernetes/manifests/kube-scheduler.yaml: couldn't parse as pod(yaml: line 14: did not find expected key), please check config file\" path=\"/etc/kubernetes/manifests/kube-scheduler.yaml\""
    ),
    staysSilent: StatedInCluster.kubelet(
      "A worker has no such folder", site: "file_linux.go:61",
      "\"Unable to read config path\" err=\"path does not exist, ignoring\" path=\"/etc/kubernetes/manifests\""))

  private static let manifestLine = LogSignature(
    "static-pod-manifest", component: "kubelet", callSites: ["file.go", "file_linux.go"],
    literals: ["Could not process manifest file", "an't process manifest file"])
}
