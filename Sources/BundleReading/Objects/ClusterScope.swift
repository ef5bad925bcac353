extension ResourceNames {
  /// Whether objects of a kind stand in no namespace.
  static func isClusterScoped(_ kind: String) -> Bool { clusterScoped.contains(kind) }

  private static let clusterScoped: Set<String> = [
    "APIService", "CertificateSigningRequest", "ClusterRole", "ClusterRoleBinding", "ComponentStatus", "CSIDriver",
    "CSINode", "CustomResourceDefinition", "FlowSchema", "IngressClass", "MutatingWebhookConfiguration", "Namespace",
    "Node", "NodeMetrics", "PersistentVolume", "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass",
    "StorageClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
    "VolumeAttachment", "VolumeSnapshotClass", "VolumeSnapshotContent",
  ]
}
