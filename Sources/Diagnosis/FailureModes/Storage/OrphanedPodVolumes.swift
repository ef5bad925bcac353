import Model

/// Volumes of pods that are gone stay in the kubelet's folder.
extension FailureMode {
  static let orphanedPodVolumes = FailureMode(
    card: FailureModeCard(
      id: "orphaned-pod-volumes", role: .risk, layer: "Storage",
      title: Text(en: "Folders of deleted pods stay on a node", ja: "削除済み Pod のボリュームがノードに残る"),
      what: "Every two seconds the kubelet logs that it found an orphaned pod whose volumes it cannot remove.",
      why: """
        After a hard reboot, a forced deletion or a failed unmount, the pod's folder still holds files or a mount. The \
        kubelet does not delete what may be somebody's data. It fills the log; rarely also the disk.
        """,
      remedies: [
        Remedy(
          .now, "Check that the pod is gone, unmount what is left, and remove its folder.",
          commands: [
            "kubectl get pods -A -o wide --field-selector spec.nodeName={node}",
            "mount | grep /var/lib/kubelet/pods/", "ls /var/lib/kubelet/pods",
          ]),
        Remedy(
          .lasting, "Delete pods without --force, drain before a reboot, and keep kubelet and CSI drivers current."),
      ],
      references: ["https://github.com/kubernetes/kubernetes/issues/60987"]),
    signatures: [
      LogSignature(
        "orphaned-pod-remains", component: "kubelet", callSites: ["kubelet_volumes.go"], literals: ["found, but "])
    ],
    recognize: { investigation in
      let records = investigation.incident.records("orphaned-pod-remains").filter { !$0.source.node.isEmpty }
      return Dictionary(grouping: records, by: \.source.node).sorted { $0.key < $1.key }.compactMap { node, records in
        // Once is the cleaning up itself, which may come a moment too early.
        guard records.count >= least, let first = records.first, let last = records.last else { return nil }
        return Occurrence(
          subject: EntityReference(kind: "Node", name: node), joints: [.node(node)],
          span: first.time.flatMap { start in last.time.map { Span(start, $0) } },
          text: "The kubelet of \(node) cannot remove volumes of pods that are gone", evidence: [last.evidence])
      }
    },
    fires: Example("After a hard reboot", [journal(remains)]),
    staysSilent: Example("The kubelet tidies up after each deleted pod", [journal(cleaned)]))

  /// Fewer lines are no state that lasts.
  private static let least = 3

  private static let remains = """
    "There were many similar errors. Turn up verbosity to see them." err="orphaned pod \
    \\"0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f\\" found, but error not a directory occurred when trying to remove the \
    volumes dir" numErrs=1
    """
  /// Said of every deleted pod, at the kubelet's ordinary verbosity.
  private static let cleaned = """
    "Cleaned up orphaned pod volumes dir" podUID="0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f" \
    path="/var/lib/kubelet/pods/0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f/volumes"
    """

  private static func journal(_ message: String) -> (path: String, text: String) {
    (
      "nodes/n1/journal/kubelet.log",
      (0..<4).map { round in
        """
        2024-05-06T10:00:\(10 + 2 * round).000000+0000 n1 kubelet[801]: E0506 10:00:\(10 + 2 * round).000000     801 \
        kubelet_volumes.go:245] \(message)

        """
      }.joined()
    )
  }
}
