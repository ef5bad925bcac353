import Model

/// One workload's pod fills a node's disk: through a volume on it, its writable layer or its logs.
extension FailureMode {
  static let podFillsNodeDisk = FailureMode(
    card: FailureModeCard(
      id: "pod-fills-node-disk", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "A pod fills its node's disk", ja: "Pod がノードのディスクを使い切る"),
      what: """
        A pod writes so much to its node's disk (an emptyDir, its writable layer, its logs) that the kubelet must reclaim: \
        finished containers lose their logs, other pods are evicted or refused.
        """,
      why: """
        Without an ephemeral-storage limit or a sizeLimit nothing stops a pod before the whole node is short. The \
        kubelet's eviction message counts writable layer and logs, never volumes, and lags by up to a minute: it may show \
        a few KiB for the very pod that filled the disk.
        """,
      remedies: [
        Remedy(
          .now, "Stop the workload, or move its data off the node's disk, before it is scheduled again.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o yaml", "kubectl -n {namespace} describe {kind} {name}",
          ]),
        Remedy(
          .now, "Delete the pods that were evicted or refused once the node is well; they only remain as records.",
          commands: ["kubectl get pods -A --field-selector=status.phase=Failed"]),
        Remedy(
          .lasting,
          "Give the workload an ephemeral-storage request and limit and its emptyDir a sizeLimit: then only the offender is evicted."
        ),
        Remedy(
          .lasting,
          "Put large scratch data on a PersistentVolume or a generic ephemeral volume instead of the node's disk."),
        DiskConsumerMode.loggingBackend,
        Remedy(.lasting, "Give nodes that run such workloads a larger disk, or one of their own for images."),
      ],
      references: DiskConsumerMode.evictionReferences + [
        "https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/"
      ]),
    recognize: { DiskConsumerMode.occurrences(of: "pod-fills-node-disk", $0) },
    fires: DiskPressureExample.evictedWriter,
    staysSilent: Example(
      "The pressure goes on after the pod is evicted: it was not the one",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(DiskPressureExample.pod("writer", status: DiskPressureExample.evicted))
        ),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.evictionJournal
            + DiskPressureExample.kubelet(
              (
                "10:01:40", "eviction_manager.go:338",
                "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
              ))
        ),
      ]))
}
