import Model

/// The pull fails before or after the registry: the name, the policy, the platform, the node's disk.
extension FailureMode {
  static let invalidImageName = FailureMode(
    card: FailureModeCard(
      id: "invalid-image-name", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The image's name is not a valid reference", ja: "イメージ名の形式が正しくない"),
      what: "Pods wait in InvalidImageName; an Event InspectFailed says `invalid reference format`.",
      why: """
        The kubelet cannot take the reference apart: a capital letter in the repository, a blank, or an empty tag that a \
        template left behind (`repo:`). No registry was asked.
        """,
      remedies: [
        Remedy(
          .now, "Correct the reference in the workload.", commands: ["kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Check rendered manifests before they are applied."),
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "invalid-image-name", "this is not a valid reference", $0) },
    fires: Example(
      "A capital letter in the repository",
      [
        (
          "shop.yaml",
          StartExample.pod(
            waiting: "InvalidImageName",
            message:
              "Failed to apply default image tag \"shop/Web:1\": couldn't parse image name \"shop/Web:1\": invalid reference format: repository name must be lowercase",
            image: "shop/Web:1")
        )
      ]),
    staysSilent: ImagePullMode.example(
      "A valid name that the registry does not know",
      "failed to resolve reference \"docker.io/shop/web:1\": docker.io/shop/web:1: not found", image: "shop/web:1"))

  static let imageNeverPullAbsent = FailureMode(
    card: FailureModeCard(
      id: "image-never-pull-absent", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The image is not on the node and must not be pulled", ja: "イメージがノードになく、プルも禁止されている"),
      what: "Pods wait in ErrImageNeverPull.",
      why: """
        imagePullPolicy is Never and the node does not have the image: it was not preloaded there, or the kubelet deleted \
        it when disk ran low.
        """,
      remedies: [
        Remedy(.now, "Load the image on the node, or set imagePullPolicy to IfNotPresent."),
        Remedy(.lasting, "Pin preloaded images, so that image collection spares them."),
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy"]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(
        of: "image-never-pull-absent", "it is not on the node, and imagePullPolicy Never forbids to pull it", $0)
    },
    fires: Example(
      "An image that was not preloaded",
      [
        (
          "shop.yaml",
          StartExample.pod(
            waiting: "ErrImageNeverPull",
            message: "Container image \"shop/web:1\" is not present with pull policy of Never", image: "shop/web:1")
        )
      ]),
    staysSilent: ImagePullMode.example(
      "A pull that fails", "failed to resolve reference \"docker.io/shop/web:1\": docker.io/shop/web:1: not found"))

  static let imagePlatformMismatch = FailureMode(
    card: FailureModeCard(
      id: "image-platform-mismatch", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The image is not built for the node's platform", ja: "イメージがノードのプラットフォームに対応していない"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff with `no match for platform in manifest`.",
      why: "The image's index has no entry for the operating system and architecture of the node.",
      remedies: [
        Remedy(.now, "Keep the pods on nodes of a platform that the image has, with nodeSelector kubernetes.io/arch."),
        Remedy(.lasting, "Build and push the image for all platforms of the cluster."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/containers/images/#multi-architecture-images-with-image-indexes"
      ]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(of: "image-platform-mismatch", "it is not built for the node's platform", $0)
    },
    fires: ImagePullMode.example(
      "An amd64 image on an arm64 node",
      "failed to pull and unpack image \"registry.example.com/shop/web:2.0.1\": no match for platform in manifest: not found"
    ),
    staysSilent: ImagePullMode.example(
      "A tag that does not exist",
      "failed to resolve reference \"registry.example.com/shop/web:9\": registry.example.com/shop/web:9: not found"))

  static let imagePullNoSpace = FailureMode(
    card: FailureModeCard(
      id: "image-pull-no-space", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The node has no space for the image", ja: "ノードにイメージを置く空き容量がない"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff with `no space left on device`.",
      why: """
        The filesystem of the container runtime ran full, in bytes or inodes, while the image was unpacked: it is too \
        small for the image, or something else uses it up.
        """,
      remedies: [
        Remedy(
          .now, "Free space on the node.",
          commands: ["df -h /var/lib/containerd; df -i /var/lib/containerd", "crictl rmi --prune"]),
        Remedy(.lasting, "Give the runtime a larger filesystem, or make the image smaller."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/architecture/garbage-collection/#container-image-garbage-collection"
      ]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "image-pull-no-space", "the node has no space left for it", $0) },
    fires: ImagePullMode.example(
      "A layer does not fit",
      "failed to extract layer sha256:1f0c: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/7/fs/app: no space left on device: unknown"
    ),
    staysSilent: ImagePullMode.example(
      "A layer is damaged",
      "failed to extract layer sha256:1f0c: archive/tar: invalid tar header: unknown"))
}
