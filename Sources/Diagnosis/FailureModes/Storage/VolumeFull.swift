import Model

/// A program has filled the volume of its claim.
extension FailureMode {
  static let volumeFull = FailureMode(
    card: FailureModeCard(
      id: "volume-full", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "A volume is full", ja: "ボリュームが一杯になっている"),
      what: "The program ends with `No space left on device` for a path on the volume of its claim.",
      why: "Data, logs or snapshots have used the claim's size up. The node's own disk need not be short.",
      remedies: [
        Remedy(
          .now, "Free space on the volume, or let the claim ask for more.",
          commands: [
            "kubectl -n {namespace} get pvc",
            "kubectl -n {namespace} patch pvc CLAIM -p '{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"SIZE\"}}}}'",
          ]),
        Remedy(.lasting, "Alert on kubelet_volume_stats_available_bytes."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims"
      ]),
    recognize: { ApplicationFailureMode.occurrences(of: "volume-full", $0) },
    fires: VolumeFullExample.bundle("A database's files", path: "/var/lib/db/base/16384"),
    staysSilent: VolumeFullExample.bundle("A path outside of the volume", path: "/tmp/sort.0"))
}

/// A crashing container with a claim at `/var/lib/db`.
private enum VolumeFullExample {
  static func bundle(_ title: String, path: String) -> Example {
    let pod = ApplicationExample.crashing(
      exit: 1, spec: "volumeMounts: [{name: data, mountPath: /var/lib/db}]"
    ).split(separator: "\n").map {
      $0 == "  restartPolicy: Always"
        ? "  restartPolicy: Always\n  volumes: [{name: data, persistentVolumeClaim: {claimName: db-data}}]" : String($0)
    }.joined(separator: "\n")
    return Example(
      title,
      ApplicationExample.pod(pod, log: "FATAL could not write to file \"\(path)\": No space left on device\n"))
  }
}
