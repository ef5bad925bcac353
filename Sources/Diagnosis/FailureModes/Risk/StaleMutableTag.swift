import Model

/// An image is named by a tag that may mean another image tomorrow.
extension FailureMode {
  static let staleMutableTag = FailureMode(
    card: FailureModeCard(
      id: "stale-mutable-tag", role: .risk, layer: "Image",
      title: Text(en: "An image is named by a tag that can move", ja: "可変タグのイメージを使っている"),
      what:
        "Workloads name an image by `latest` or without a tag, or pods of one workload run different digests of a tag.",
      why: """
        With IfNotPresent a node keeps what it pulled first, with Always a restart may bring new code: nodes run \
        different versions under one name, and a rollback does not bring the old one back.
        """,
      remedies: [
        Remedy(.lasting, "Name images by an immutable tag or a digest, a new one for each build.")
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"]),
    recognize: { investigation in
      let all = WorkloadTemplates.containers(of: ["Deployment", "StatefulSet", "DaemonSet", "CronJob"], investigation)
      let mutable = all.filter { $0.value["image"]?.string.map(isMutable) ?? false }
      return WorkloadTemplates.risks(mutable, "name an image by latest or without a tag", of: all)
    },
    fires: Example(
      "latest in a template", [("deployments.yaml", WorkloadExample.deployment("image: \"shop/web:latest\""))]),
    staysSilent: Example(
      "A digest in a template",
      [
        (
          "deployments.yaml",
          WorkloadExample.deployment("image: \"shop/web:latest@sha256:\(DiskPressureExample.id("a"))\"")
        )
      ]))

  /// `nginx`, `registry:5000/nginx`, `nginx:latest`; a digest decides whatever the tag.
  private static func isMutable(_ image: String) -> Bool {
    guard !image.isEmpty, !image.contains("@") else { return false }
    let name = image.split(separator: "/").last ?? ""
    guard let colon = name.firstIndex(of: ":") else { return true }
    return name[name.index(after: colon)...] == "latest"
  }
}
