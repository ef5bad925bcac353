import Model

/// The writable layers of containers that have long finished fill a node's disk.
extension FailureMode {
  static let finishedContainersFillNodeDisk = FailureMode(
    card: FailureModeCard(
      id: "finished-containers-fill-node-disk", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "Finished containers fill their node's disk", ja: "終了したコンテナがノードのディスクを使い切る"),
      what: """
        Pods that completed still hold what they wrote outside of volumes. When the disk runs low the kubelet deletes all \
        finished containers at once, and the logs of every finished pod on the node with them, also of innocent ones.
        """,
      why: """
        As long as a finished pod's object exists, the kubelet keeps its last containers with their writable layers. Jobs \
        that leave large files there add up until the eviction threshold is met; deleting the containers is then enough, so \
        no pod is evicted and no Evicted pod tells of it.
        """,
      remedies: [
        Remedy(
          .now, "Delete finished Jobs whose logs nobody needs any more.",
          commands: ["kubectl -n {namespace} delete pods --field-selector=status.phase=Succeeded"]),
        Remedy(
          .lasting,
          "Write scratch data to an emptyDir with a sizeLimit or to a PersistentVolume: an emptyDir is freed when its pod ends."
        ),
        Remedy(
          .lasting, "Let finished Jobs go: ttlSecondsAfterFinished, successfulJobsHistoryLimit, failedJobsHistoryLimit."
        ),
        Remedy(.lasting, "Set ephemeral-storage requests and limits on these Jobs."),
        DiskConsumerMode.loggingBackend,
      ],
      references: DiskConsumerMode.evictionReferences + [
        "https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/"
      ]),
    recognize: { DiskConsumerMode.occurrences(of: "finished-containers-fill-node-disk", $0) },
    fires: Example(
      "Jobs leave large files in their writable layers; deleting their containers ends the pressure",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "frame-1", command: "dd if=/dev/zero of=/out/1.raw bs=1M count=4000",
              status: DiskPressureExample.finished(at: "09:58:00", id: DiskPressureExample.id("a"))),
            DiskPressureExample.pod(
              "report", command: "echo done",
              status: DiskPressureExample.finished(at: "09:57:00", id: DiskPressureExample.id("b"))))
        ),
        ("nodes/n1/journal/kubelet.log", reliefJournal),
        (
          "nodes/n1/journal/containerd.log",
          DiskPressureExample.removed(DiskPressureExample.id("a"), at: "10:00:00")
            + DiskPressureExample.removed(DiskPressureExample.id("b"), at: "10:00:00")
        ),
        (
          "namespaces/batch/logs/report-x/main.log",
          "unable to retrieve container logs for containerd://\(DiskPressureExample.id("b"))"
        ),
      ]),
    staysSilent: Example(
      "Images were deleted in the same pass: whose deletion helped is open",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "report", status: DiskPressureExample.finished(at: "09:57:00", id: DiskPressureExample.id("b"))))
        ),
        (
          "nodes/n1/journal/kubelet.log",
          reliefJournal
            + DiskPressureExample.kubelet(
              (
                "10:00:01", "image_gc_manager.go:377",
                "\"Removing image to free bytes\" imageID=\"sha256:ab\" size=5368709120"
              ))
        ),
        ("nodes/n1/journal/containerd.log", DiskPressureExample.removed(DiskPressureExample.id("b"), at: "10:00:00")),
      ]))

  /// Collection is enough: nobody is evicted.
  static let reliefJournal = DiskPressureExample.kubelet(
    ("09:50:00", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""),
    (
      "10:00:00", "eviction_manager.go:338",
      "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    ("10:00:00", "container_gc.go:85", "\"Attempting to delete unused containers\""),
    ("10:00:01", "image_gc_manager.go:327", "\"Attempting to delete unused images\""),
    (
      "10:00:02", "eviction_manager.go:345",
      "\"Eviction manager: able to reduce resource pressure without evicting pods.\" resourceName=\"ephemeral-storage\""
    ),
    ("10:01:30", "setters.go:86", "\"Using node IP\" ip=\"10.0.0.1\""))
}
