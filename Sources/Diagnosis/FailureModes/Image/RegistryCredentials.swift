import Model

/// The registry wants to know who asks, or has heard from them too often.
extension FailureMode {
  static let imagePullSecretMissing = FailureMode(
    card: FailureModeCard(
      id: "image-pull-secret-missing", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The pull secret for a private image is missing", ja: "イメージのプルシークレットが存在しない"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff; the registry refuses a pull without credentials.",
      why: """
        The pod names a pull secret that its namespace does not have, or names none for a registry that requires one. The \
        kubelet then asks without credentials.
        """,
      remedies: [
        Remedy(
          .now,
          "Create the secret in the pod's namespace and name it in imagePullSecrets of the pod or its ServiceAccount.",
          commands: [
            "kubectl -n {namespace} create secret docker-registry NAME --docker-server=REGISTRY --docker-username=USER --docker-password=TOKEN"
          ]),
        Remedy(.lasting, "Attach the secret to the ServiceAccount, and copy it to each namespace by automation."),
      ],
      references: [ImagePullMode.secretReference]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(
        of: "image-pull-secret-missing", "it was asked for without the pull secret it needs", $0)
    },
    fires: Example(
      "The secret that the pod names does not exist",
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(
              waiting: "ErrImagePull",
              message:
                "failed to resolve reference \"registry.example.com/shop/web:2.0.1\": unexpected status from HEAD request to https://registry.example.com/v2/shop/web/manifests/2.0.1: 401 Unauthorized",
              spec: "imagePullSecrets: [{name: regcred}]"),
            StartExample.event(
              "FailedToRetrieveImagePullSecret",
              "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."))
        )
      ]),
    staysSilent: Example(
      "The secret is missing, but the registry needs none: the tag is wrong",
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(
              waiting: "ErrImagePull",
              message:
                "failed to resolve reference \"registry.example.com/shop/web:9\": registry.example.com/shop/web:9: not found"
            ),
            StartExample.event(
              "FailedToRetrieveImagePullSecret",
              "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."))
        )
      ]))

  static let registryAuthFailed = FailureMode(
    card: FailureModeCard(
      id: "registry-auth-failed", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry rejects the credentials", ja: "レジストリの認証に失敗した"),
      what:
        "Pods wait in ErrImagePull and ImagePullBackOff; the registry answers 401, 403 or `no basic auth credentials`.",
      why: """
        The registry requires credentials, and those that the node sent are absent, wrong or expired (ECR tokens live for \
        12 hours), or their identity may not read the repository.
        """,
      remedies: [
        Remedy(
          .now, "Renew the credentials in the pull secret, or the node's permission to pull.",
          commands: ["kubectl -n {namespace} get secrets --field-selector type=kubernetes.io/dockerconfigjson"]),
        Remedy(.lasting, "Let a credential provider of the kubelet fetch short-lived tokens."),
      ],
      references: [
        ImagePullMode.secretReference,
        "https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/",
      ]),
    signatures: ImagePullFailure.signatures,
    recognize: { ImagePullMode.occurrences(of: "registry-auth-failed", "the registry rejects the credentials", $0) },
    fires: ImagePullMode.example(
      "401 from the registry",
      "failed to resolve reference \"registry.example.com/shop/web:2.0.1\": unexpected status from HEAD request to https://registry.example.com/v2/shop/web/manifests/2.0.1: 401 Unauthorized"
    ),
    staysSilent: ImagePullMode.example(
      "The registry is down",
      "unexpected status from HEAD request to https://registry.example.com/v2/: 503 Service Unavailable"
    ))

  static let registryRateLimited = FailureMode(
    card: FailureModeCard(
      id: "registry-rate-limited", role: .fault, layer: ImagePullMode.layer,
      title: Text(en: "The registry limits the rate of pulls", ja: "レジストリのレート制限に達した"),
      what: "Pods wait in ErrImagePull and ImagePullBackOff; the registry answers 429 or `toomanyrequests`.",
      why: """
        Registries count anonymous pulls by address. All nodes behind one NAT share the allowance, and every new node or \
        rollout with `Always` uses it up.
        """,
      remedies: [
        Remedy(.now, "Pull with credentials, or wait until the window has passed."),
        Remedy(.lasting, "Run a pull-through cache or mirror, and use imagePullPolicy IfNotPresent with fixed tags."),
      ],
      references: [ImagePullMode.reference]),
    signatures: ImagePullFailure.signatures,
    recognize: {
      ImagePullMode.occurrences(of: "registry-rate-limited", "the registry has counted too many pulls", $0)
    },
    fires: ImagePullMode.example(
      "Anonymous pulls are used up",
      "failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/acme/web/manifests/sha256:1f: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.",
      image: "acme/web:1"),
    staysSilent: Example(
      "The limit was hit, and a later pull succeeded",
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, uid: u1}
            status:
              phase: Running
              containerStatuses: [{name: web, ready: true, image: "acme/web:1", state: {running: {}}}]

            """,
            StartExample.event("Failed", "Failed to pull image \"acme/web:1\": toomanyrequests: rate exceeded"))
        )
      ]))
}
