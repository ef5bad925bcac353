/// A kind of object that Kubernetes no longer serves under a version.
///
///     no matches for kind "Ingress" in version "extensions/v1beta1"
struct RemovedAPI: Equatable {
  var kind: String
  /// Group and version, e.g. `extensions/v1beta1`.
  var version: String

  /// The kind and version that a line names, if Kubernetes served them once; nil for a kind of somebody's own that was
  /// merely not installed.
  init?(in line: String) {
    guard let kind = line.quoted(after: "no matches for kind "),
      let version = line.quoted(after: " in version ") ?? line.quoted(after: " in group ")
    else { return nil }
    self.kind = kind
    self.version = version
    guard Self.versions.contains(version) || Self.kinds[version]?.contains(kind) == true else { return nil }
  }

  /// Failure mode id: PodSecurityPolicy has a successor of another nature.
  var mode: String { kind == "PodSecurityPolicy" ? "psp-to-psa" : "removed-api-version" }

  /// Versions of which nothing is left.
  private static let versions: Set<String> = [
    "apiextensions.k8s.io/v1beta1", "apiregistration.k8s.io/v1beta1", "apps/v1beta1", "apps/v1beta2",
    "authorization.k8s.io/v1beta1", "autoscaling/v2beta1", "autoscaling/v2beta2", "batch/v1beta1", "batch/v2alpha1",
    "discovery.k8s.io/v1beta1", "events.k8s.io/v1beta1", "extensions/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1beta1", "flowcontrol.apiserver.k8s.io/v1beta2",
    "flowcontrol.apiserver.k8s.io/v1beta3", "node.k8s.io/v1beta1", "policy/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1", "rbac.authorization.k8s.io/v1beta1", "scheduling.k8s.io/v1beta1",
  ]

  /// Versions that came back with other kinds.
  private static let kinds: [String: Set<String>] = [
    "admissionregistration.k8s.io/v1beta1": ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
    "certificates.k8s.io/v1beta1": ["CertificateSigningRequest"],
    "coordination.k8s.io/v1beta1": ["Lease"],
    "networking.k8s.io/v1beta1": ["Ingress", "IngressClass"],
    "storage.k8s.io/v1beta1": ["CSIDriver", "CSINode", "CSIStorageCapacity", "StorageClass", "VolumeAttachment"],
  ]
}
