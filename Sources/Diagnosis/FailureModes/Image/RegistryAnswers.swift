import Model

/// The registry answers, but does not have what was asked for, or does not say whether it has.
extension FailureMode {
  static let imageTagNotFound = FailureMode(
    card: FailureModeCard(
      id: "image-tag-not-found", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry has no such tag or digest", ja: "レジストリに指定のタグが存在しない"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff. The registry answers `not found` or `manifest unknown`.",
      why: """
        The repository can be reached and read, but it holds no manifest under this tag or digest: a typing error, an image \
        that was never pushed, or one that retention rules deleted.
        """,
      remedies: [
        Remedy(
          .now, "Correct the tag, or go back to the version that ran before.",
          commands: ["kubectl -n {namespace} rollout undo {kind}/{name}"]),
        Remedy(.lasting, "Deploy by digest or immutable tags, and keep deployed tags out of retention rules."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "image-tag-not-found", "the registry has no such tag or digest", $0) },
    fires: ImagePullMode.example(
      "A tag with a letter O in place of a zero",
      "rpc error: code = NotFound desc = failed to pull and unpack image \"registry.example.com/shop/web:2.O.1\": failed to resolve reference \"registry.example.com/shop/web:2.O.1\": registry.example.com/shop/web:2.O.1: not found",
      image: "registry.example.com/shop/web:2.O.1"),
    staysSilent: ImagePullMode.example(
      "A blob is missing on the way, which is not about the tag",
      "failed to pull and unpack image \"registry.example.com/shop/web:2.0.1\": failed to copy: content digest sha256:1f0c: not found"
    ))

  static let imageRepositoryMissing = FailureMode(
    card: FailureModeCard(
      id: "image-repository-missing", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry has no such repository", ja: "レジストリに指定のリポジトリが存在しない"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff. The registry says that it does not know the repository.",
      why: """
        The name of the image is wrong, or the repository was moved or deleted. Some registries say `name unknown`; others \
        deny access instead, while images next to it are pulled without credentials.
        """,
      remedies: [
        Remedy(
          .now, "Correct the image's name, or go back to the version that ran before.",
          commands: ["kubectl -n {namespace} rollout undo {kind}/{name}"])
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "image-repository-missing", "the registry has no such repository", $0) },
    fires: ImagePullMode.example(
      "A registry that does not know the name",
      "failed to resolve reference \"registry.example.com/shop/wbe:2.0.1\": unexpected status code 404: name unknown: repository name not known to registry",
      image: "registry.example.com/shop/wbe:2.0.1"),
    staysSilent: ImagePullMode.example(
      "A registry that denies access does not say whether it has the repository",
      "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"
    ))

  static let imageRepositoryDenied = FailureMode(
    card: FailureModeCard(
      id: "image-repository-denied", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry denies access to the repository", ja: "リポジトリへのアクセスが拒否された"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff. The registry answers `pull access denied`.",
      why: """
        The repository is private and these credentials may not read it, or it does not exist: to those who may not know, \
        registries answer both alike.
        """,
      remedies: [
        Remedy(
          .now, "Check the name; if it is right, give the pod's namespace a pull secret that may read the repository.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.imagePullSecrets}'"])
      ],
      references: [ImagePullMode.secretReference, ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(
        of: "image-repository-denied", "the registry denies access to the repository, or does not have it", $0)
    },
    fires: ImagePullMode.example(
      "A private repository, or none",
      "failed to resolve reference \"docker.io/acme/web:1\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
      image: "docker.io/acme/web:1", spec: "imagePullSecrets: [{name: regcred}]"),
    staysSilent: ImagePullMode.example(
      "A tag that does not exist in a readable repository",
      "manifest for acme/web:1 not found: manifest unknown: manifest unknown", image: "acme/web:1"))
}
