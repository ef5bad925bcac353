import Model

/// What the registry gives is not what the runtime takes.
extension FailureMode {
  static let imageLayerCorrupt = FailureMode(
    card: FailureModeCard(
      id: "image-layer-corrupt", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "A layer of the image is damaged", ja: "イメージレイヤーが破損している"),
      what: """
        The pull fails with `invalid tar header`, `unexpected commit digest`, `failed size validation` or `mismatched \
        image rootfs and manifest layers`.
        """,
      why: """
        What arrived does not have the digest that the manifest names: an interrupted write, a disk that loses data, a \
        proxy that changes or cuts answers, or content that was deleted from the runtime's store by hand.
        """,
      remedies: [
        Remedy(
          .now,
          "Remove the image from the node and pull again; where another node can pull it, look at this one's disk.",
          commands: ["crictl rmi --prune", "journalctl -k | grep -i 'i/o error'"]),
        Remedy(.lasting, "Leave proxies between nodes and registry out, or let them pass layers unchanged."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "image-layer-corrupt", "a layer is damaged", $0) },
    fires: ImagePullMode.example(
      "A layer with another digest",
      "failed to pull and unpack image \"registry.example.com/shop/web:2.0.1\": failed commit on ref \"layer-sha256:aa\": unexpected commit digest sha256:bb, expected sha256:aa: failed precondition"
    ),
    staysSilent: ImagePullMode.example(
      "No room for the layer",
      "failed to pull and unpack image: failed to extract layer sha256:aa: write /var/lib/containerd/x: no space left on device: unknown"
    ))

  static let imageSchema1Unsupported = FailureMode(
    card: FailureModeCard(
      id: "image-schema1-unsupported", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The image has a format that the runtime no longer takes", ja: "旧形式 (schema 1) のイメージに非対応"),
      what: "The pull fails: `manifest.v1+prettyjws` is no longer supported since containerd v2.0.",
      why: """
        The image was pushed in the first Docker schema. Runtimes have given it up, so that an image that ran for years \
        cannot be pulled after an upgrade of the node.
        """,
      remedies: [
        Remedy(
          .now, "Rebuild the image, or copy it with a current tool, which converts it.",
          commands: ["skopeo copy --format=oci docker://OLD docker://NEW"]),
        Remedy(.lasting, "List images of the old format in your registries before nodes are upgraded."),
      ],
      references: ["https://github.com/containerd/containerd/blob/main/docs/containerd-2.0.md"]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(of: "image-schema1-unsupported", "the runtime no longer takes its format", $0)
    },
    fires: ImagePullMode.example(
      "An image of 2015",
      "failed to pull and unpack image: media type \"application/vnd.docker.distribution.manifest.v1+prettyjws\" is no longer supported since containerd v2.0, please rebuild the image as \"application/vnd.oci.image.manifest.v1+json\""
    ),
    staysSilent: ImagePullMode.example(
      "A platform that is missing", "no match for platform in manifest: not found"))

  static let imageSignatureRejected = FailureMode(
    card: FailureModeCard(
      id: "image-signature-rejected", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The node's policy rejects the image's signature", ja: "イメージ署名の検証に失敗している"),
      what: "Pods wait in SignatureValidationFailed.",
      why: """
        The runtime demands a signature that the image does not have, or one of a key that its policy does not know.
        """,
      remedies: [
        Remedy(
          .now, "Sign the image, or add its key to the policy of the nodes.",
          commands: ["cat /etc/containers/policy.json"]),
        Remedy(.lasting, "Let the pipeline sign and verify before it deploys."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/verify-signed-artifacts/"]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(of: "image-signature-rejected", "its signature does not satisfy the node's policy", $0)
    },
    fires: Example(
      "An unsigned image",
      [
        (
          "shop.yaml",
          StartExample.pod(
            waiting: "SignatureValidationFailed",
            message:
              "image pull failed for registry.example.com/shop/web:2.0.1 because the signature validation failed: Source image rejected: A signature was required, but no signature exists"
          )
        )
      ]),
    staysSilent: ImagePullMode.example(
      "The registry's own certificate", "tls: failed to verify certificate: x509: certificate has expired"))

  static let imagePullStalled = FailureMode(
    card: FailureModeCard(
      id: "image-pull-stalled", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The pull was given up because nothing arrived", ja: "イメージのプルが進まず中断された"),
      what:
        "containerd logs `cancel pulling image … because of no progress in 5m0s`; the kubelet sees `context canceled`.",
      why: """
        The connection to the registry stands, but no bytes come: a throttled or overloaded registry, a firewall or proxy \
        that swallows long answers, or packets that are too large for the path.
        """,
      remedies: [
        Remedy(
          .now, "Pull by hand on the node and watch where it stops.",
          commands: ["crictl pull IMAGE", "journalctl -u containerd --since -1h | grep -i pull"]),
        Remedy(.lasting, "Keep a registry or a mirror near the nodes, and images small."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "image-pull-stalled", "nothing arrived for minutes", $0) },
    fires: Example(
      "No byte for five minutes",
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(waiting: "ImagePullBackOff", message: "Back-off pulling image"),
            StartExample.event(
              "Failed",
              "Failed to pull image \"registry.example.com/shop/web:2.0.1\": failed to copy: context canceled"))
        ),
        (
          "nodes/n1/journal/containerd.log",
          "2024-05-06T09:30:00.000200+0000 n1 containerd[700]: time=\"2024-05-06T09:30:00.000100000Z\" level=error msg=\"cancel pulling image registry.example.com/shop/web:2.0.1 because of no progress in 5m0s\"\n"
        ),
      ]),
    staysSilent: ImagePullMode.example(
      "Somebody canceled", "failed to pull and unpack image: failed to copy: context canceled"))

  static let registryDomainRetired = FailureMode(
    card: FailureModeCard(
      id: "registry-domain-retired", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The image is named in a registry that was given up", ja: "廃止されたレジストリを参照している"),
      what: "An image of k8s.gcr.io or gcr.io/google-containers cannot be pulled: not found, or access denied.",
      why: """
        These registries were frozen; images of the Kubernetes project are at registry.k8s.io. What is newer never was in \
        the old place, and what was there is going away.
        """,
      remedies: [
        Remedy(
          .now, "Name the image in registry.k8s.io.",
          commands: ["kubectl get pods -A -o jsonpath='{..image}' | tr ' ' '\\n' | grep gcr.io | sort -u"]),
        Remedy(.lasting, "Mirror what the cluster needs in a registry of your own."),
      ],
      references: ["https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/"]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "registry-domain-retired", "its registry was given up", $0) },
    fires: ImagePullMode.example(
      "A tag that is newer than the freeze",
      "failed to resolve reference \"k8s.gcr.io/pause:3.10\": k8s.gcr.io/pause:3.10: not found",
      image: "k8s.gcr.io/pause:3.10"),
    staysSilent: ImagePullMode.example(
      "The registry cannot be reached",
      "failed to do request: Head \"https://k8s.gcr.io/v2/pause/manifests/3.9\": dial tcp 192.0.2.1:443: i/o timeout",
      image: "k8s.gcr.io/pause:3.9"))
}
