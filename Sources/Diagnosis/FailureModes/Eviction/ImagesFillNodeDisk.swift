import Model

/// Container images fill a node's disk.
extension FailureMode {
  static let imagesFillNodeDisk = FailureMode(
    card: FailureModeCard(
      id: "images-fill-node-disk", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "Images fill their node's disk", ja: "イメージがノードのディスクを使い切る"),
      what: """
        Many or large images were pulled until the filesystem for images met the eviction threshold. Deleting unused ones \
        ends the pressure; all finished containers on the node lose their logs on the way.
        """,
      why: """
        With default settings image garbage collection starts at 85 % used and eviction at 15 % free: the same point. So \
        the kubelet's eviction manager often comes first, and it deletes finished containers before images.
        """,
      remedies: [
        DiskConsumerMode.findUsage,
        Remedy(
          .lasting,
          "Let image collection start well before eviction: imageGCHighThresholdPercent 75, imageGCLowThresholdPercent 65."
        ),
        Remedy(.lasting, "Use fewer distinct and smaller images; share a base between Jobs."),
        Remedy(.lasting, "Give images a larger or separate disk."),
        DiskConsumerMode.loggingBackend,
      ],
      references: DiskConsumerMode.evictionReferences + [
        "https://kubernetes.io/docs/concepts/architecture/garbage-collection/#containers-images"
      ]),
    recognize: { DiskConsumerMode.occurrences(of: "images-fill-node-disk", $0) + ImagesInUse.occurrences($0) },
    fires: Example(
      "Deleting 6 GiB of unused images ends the pressure",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        (
          "nodes/n1/journal/kubelet.log",
          reliefJournal
            + DiskPressureExample.kubelet(
              (
                "10:00:01", "image_gc_manager.go:377",
                "\"Removing image to free bytes\" imageID=\"sha256:ab\" size=6442450944"
              ))
        ),
      ]),
    staysSilent: Example(
      "The kubelet looked for images and found none to delete",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        ("nodes/n1/journal/kubelet.log", reliefJournal),
      ]))
}
