import Model

/// A program that applies manifests is told that they cannot be.
extension FailureMode {
  static let immutableField = FailureMode(
    card: FailureModeCard(
      id: "immutable-field", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "A change of a field that cannot be changed", ja: "変更できないフィールドを変更しようとしている"),
      what:
        "A deployment job or controller ends with `field is immutable` or `updates to statefulset spec … forbidden`.",
      why: """
        Selectors, a Job's template, a Service's clusterIP, and most of a StatefulSet or claim are fixed once the object \
        exists. The change needs a new object.
        """,
      remedies: [
        Remedy(
          .now, "Delete the object and create it anew; --cascade=orphan keeps its pods.",
          commands: ["kubectl -n NAMESPACE delete deployment NAME --cascade=orphan"]),
        Remedy(.lasting, "Try changes in the pipeline first: kubectl apply --dry-run=server."),
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates"]),
    recognize: { ApplicationFailureMode.occurrences(of: "immutable-field", $0) },
    fires: Example(
      "A new selector",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log:
          "The Deployment \"web\" is invalid: spec.selector: Invalid value: v1.LabelSelector{}: field is immutable\n")),
    staysSilent: Example(
      "The change was taken",
      ApplicationExample.pod(ApplicationExample.crashing(exit: 1), log: "deployment.apps/web configured\nerror: quit\n")
    ))

  static let invalidManifest = FailureMode(
    card: FailureModeCard(
      id: "invalid-manifest", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "A manifest that the API does not take", ja: "マニフェストが不正"),
      what:
        "A deployment job or controller ends with `strict decoding error: unknown field` or `error validating data`.",
      why: "A field is mistyped, stands at another level, or belongs to a newer version of the API than the cluster's.",
      remedies: [
        Remedy(
          .now, "Correct the field that the message names.",
          commands: ["kubectl explain deployment.spec", "kubectl apply --dry-run=server -f FILE"]),
        Remedy(.lasting, "Validate rendered manifests in the pipeline against the cluster's version."),
      ],
      references: ["https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"]),
    recognize: { ApplicationFailureMode.occurrences(of: "invalid-manifest", $0) },
    fires: Example(
      "An unknown field",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log:
          "applying web.yaml\nerror: error validating \"web.yaml\": error validating data: ValidationError(Deployment.spec): unknown field \"replica\" in io.k8s.api.apps.v1.DeploymentSpec\n"
      )),
    staysSilent: Example(
      "It was created",
      ApplicationExample.pod(ApplicationExample.crashing(exit: 1), log: "deployment.apps/web created\nerror: quit\n")))

  static let removedAPIVersion = FailureMode(
    card: FailureModeCard(
      id: "removed-api-version", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "A program uses an API that was removed", ja: "削除された API バージョンを使用している"),
      what: "A controller or job ends with `no matches for kind \"Ingress\" in version \"extensions/v1beta1\"`.",
      why: "Beta versions are served for some releases only. After an upgrade of the cluster they are gone.",
      remedies: [
        Remedy(
          .now, "Upgrade the program, or convert its manifests to the version that is served.",
          commands: ["kubectl api-resources", "kubectl convert -f FILE"]),
        Remedy(.lasting, "Watch apiserver_requested_deprecated_apis before an upgrade."),
      ],
      references: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "removed-api-version", $0) },
    fires: missing("An Ingress of the beta", "Ingress", "networking.k8s.io/v1beta1"),
    staysSilent: missing("A kind of one's own that is not installed", "Backup", "example.com/v1beta1"))

  static let pspToPSA = FailureMode(
    card: FailureModeCard(
      id: "psp-to-psa", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "A program still uses PodSecurityPolicy", ja: "廃止された PodSecurityPolicy を使用している"),
      what: "A controller or job ends with `no matches for kind \"PodSecurityPolicy\" in version \"policy/v1beta1\"`.",
      why: """
        PodSecurityPolicy is gone since 1.25. Pod Security Admission takes its place, by labels of the namespace; it only \
        admits or refuses, and no longer fills in fields.
        """,
      remedies: [
        Remedy(
          .now, "Upgrade the program or its chart, and label the namespaces.",
          commands: ["kubectl label namespace NAMESPACE pod-security.kubernetes.io/enforce=baseline"]),
        Remedy(.lasting, "Write into templates what policies used to fill in."),
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "psp-to-psa", $0) },
    fires: missing("A chart that makes a policy", "PodSecurityPolicy", "policy/v1beta1"),
    staysSilent: missing("Another kind of the same version", "PodDisruptionBudget", "policy/v1beta1"))

  private static func missing(_ title: String, _ kind: String, _ version: String) -> Example {
    Example(
      title,
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "FATAL unable to start: no matches for kind \"\(kind)\" in version \"\(version)\"\n"))
  }
}
