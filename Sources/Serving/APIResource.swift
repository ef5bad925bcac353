import Model

/// One resource as the API's discovery tells of it.
struct APIResource: Hashable, Sendable {
  /// E.g. `apps`; empty for the core group.
  var group: String
  /// E.g. `v1`.
  var version: String
  /// E.g. `Deployment`.
  var kind: String
  /// E.g. `deployments`.
  var plural: String
  /// E.g. `deploy`.
  var shortNames: [String]
  /// Whether its objects are in namespaces.
  var isNamespaced: Bool
  /// Whether `kubectl get all` asks for it.
  var isInAll: Bool

  /// E.g. `apps/v1`, `v1`.
  var groupVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// Splits `apps/v1` and `v1`.
  static func split(_ groupVersion: String) -> (group: String, version: String) {
    guard let slash = groupVersion.firstIndex(of: "/") else { return ("", groupVersion) }
    return (String(groupVersion[..<slash]), String(groupVersion[groupVersion.index(after: slash)...]))
  }

  /// The resources of every cluster, each in the version that current clusters prefer.
  static let builtIn: [APIResource] =
    rows("v1", "all", "Pod pods po; ReplicationController replicationcontrollers rc; Service services svc")
    + rows(
      "v1", "",
      """
      ConfigMap configmaps cm; Endpoints endpoints ep; Event events ev; LimitRange limitranges limits; \
      PersistentVolumeClaim persistentvolumeclaims pvc; PodTemplate podtemplates; ResourceQuota resourcequotas quota; \
      Secret secrets; ServiceAccount serviceaccounts sa
      """)
    + rows("v1", "cluster", "Namespace namespaces ns; Node nodes no; PersistentVolume persistentvolumes pv")
    + rows(
      "apps/v1", "all",
      "DaemonSet daemonsets ds; Deployment deployments deploy; ReplicaSet replicasets rs; StatefulSet statefulsets sts")
    + rows("apps/v1", "", "ControllerRevision controllerrevisions")
    + rows("batch/v1", "all", "CronJob cronjobs cj; Job jobs")
    + rows("autoscaling/v2", "all", "HorizontalPodAutoscaler horizontalpodautoscalers hpa")
    + rows("policy/v1", "", "PodDisruptionBudget poddisruptionbudgets pdb")
    + rows("networking.k8s.io/v1", "", "Ingress ingresses ing; NetworkPolicy networkpolicies netpol")
    + rows("networking.k8s.io/v1", "cluster", "IngressClass ingressclasses")
    + rows("discovery.k8s.io/v1", "", "EndpointSlice endpointslices")
    + rows("coordination.k8s.io/v1", "", "Lease leases")
    + rows("rbac.authorization.k8s.io/v1", "", "Role roles; RoleBinding rolebindings")
    + rows(
      "rbac.authorization.k8s.io/v1", "cluster", "ClusterRole clusterroles; ClusterRoleBinding clusterrolebindings")
    + rows(
      "storage.k8s.io/v1", "cluster",
      "StorageClass storageclasses sc; VolumeAttachment volumeattachments; CSIDriver csidrivers; CSINode csinodes")
    + rows("scheduling.k8s.io/v1", "cluster", "PriorityClass priorityclasses pc")
    + rows("apiextensions.k8s.io/v1", "cluster", "CustomResourceDefinition customresourcedefinitions crd crds")
    + rows("apiregistration.k8s.io/v1", "cluster", "APIService apiservices")
    + rows(
      "admissionregistration.k8s.io/v1", "cluster",
      """
      MutatingWebhookConfiguration mutatingwebhookconfigurations; \
      ValidatingWebhookConfiguration validatingwebhookconfigurations
      """)

  /// Rows of `Kind plural short…`, separated by semicolons.
  private static func rows(_ groupVersion: String, _ scope: String, _ text: String) -> [APIResource] {
    let (group, version) = split(groupVersion)
    return text.split(separator: ";").compactMap { row in
      let words = row.split(separator: " ").map(String.init)
      guard words.count > 1 else { return nil }
      return APIResource(
        group: group, version: version, kind: words[0], plural: words[1], shortNames: Array(words.dropFirst(2)),
        isNamespaced: scope != "cluster", isInAll: scope == "all")
    }
  }
}
