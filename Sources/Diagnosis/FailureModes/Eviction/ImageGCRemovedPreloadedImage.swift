import Model

/// An image was deleted from its node and cannot be had again.
extension FailureMode {
  static let imageGCRemovedPreloadedImage = FailureMode(
    card: FailureModeCard(
      id: "image-gc-removed-preloaded-image", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "A preloaded image was deleted from its node", ja: "事前配置したイメージがノードから削除された"),
      what: """
        A pod waits in ErrImageNeverPull or ErrImagePull for an image that its node had until the kubelet, or somebody with \
        `crictl rmi`, deleted it; the registry cannot be reached.
        """,
      why: """
        The kubelet deletes images that no container uses when the filesystem is above its threshold. It does not know \
        that an image was loaded by hand and that no registry has it. Only pinned images are safe.
        """,
      remedies: [
        Remedy(.now, "Load the image again.", commands: ["ctr -n k8s.io images import IMAGE.tar"]),
        Remedy(
          .lasting,
          "Keep a registry mirror that the nodes reach, or pin such images (label io.cri-containerd.pinned=pinned)."),
        Remedy(.lasting, "Give the image filesystem room below imageGCHighThresholdPercent."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/garbage-collection/#containers-images"]),
    signatures: ImagePullFailure.signatures + [RemovedImages.signature],
    recognize: {
      ImagePullMode.occurrences(
        of: "image-gc-removed-preloaded-image", "it was deleted from the node and cannot be pulled again", $0)
    },
    fires: example("docker.io/shop/web:2.0.1"), staysSilent: example("docker.io/shop/web:1.9.0"))

  /// A pod waits for `shop/web:2.0.1`, containerd deleted an image, and the registry is out of reach.
  private static func example(_ deleted: String) -> Example {
    let image = "docker.io/shop/web:2.0.1"
    return Example(
      deleted == image ? "The image that the pod needs is deleted" : "An older tag is deleted",
      [
        (
          "shop.yaml",
          StartExample.pod(
            waiting: "ImagePullBackOff", message: "Back-off pulling image \"\(image)\"", image: image)
        ),
        (
          "nodes/n1/journal/containerd.log",
          """
          2024-05-06T08:30:00.000200+0000 n1 containerd[66]: time="2024-05-06T08:30:00.000100000Z" level=info \
          msg="ImageDelete event name:\\"\(deleted)\\""
          2024-05-06T09:30:00.000200+0000 n1 containerd[66]: time="2024-05-06T09:30:00.000100000Z" level=error \
          msg="PullImage \\"\(image)\\" failed" error="failed to pull and unpack image \\"\(image)\\": failed to resolve \
          reference \\"\(image)\\": failed to do request: Head \\"https://registry-1.docker.io/v2/shop/web/manifests/2.0.1\\": \
          dial tcp 192.0.2.7:443: i/o timeout"

          """
        ),
      ])
  }
}
