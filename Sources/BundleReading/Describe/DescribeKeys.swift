/// What kubectl writes at the left margin. Any other text there goes on with the value before it: messages, variables and
/// scripts keep their line breaks and lose their indentation.
enum DescribeKeys {
  /// Whether a line at the left margin begins a section.
  static func isTopLevel(_ line: DescribeLine, isGeneric: Bool) -> Bool {
    guard let key = line.key else {
      return [
        "Data", "BinaryData", "No Resource Quotas.", "No LimitRange resource.", "No resource quota.",
        "No resource limits.", "Resource Quotas", "Resource Limits",
      ].contains(line.text) || isTableHeader(line.text)
    }
    return known.contains(String(key)) || isGeneric && isCapitalized(key)
  }

  /// The tables of a ResourceQuota and of a LimitRange stand at the left margin.
  private static func isTableHeader(_ text: String) -> Bool {
    guard text.hasPrefix("Resource ") || text.hasPrefix("Type ") else { return false }
    let cells = DescribeTable.cells(text)
    return cells == ["Resource", "Used", "Hard"] || cells.starts(with: ["Type", "Resource", "Min"])
  }

  /// `API Version`, `Spec`: all that the generic form prints begins with a capital letter.
  private static func isCapitalized(_ key: Substring) -> Bool {
    key.utf8.count < 40 && key.split(separator: " ").allSatisfy { ("A"..."Z").contains($0.prefix(1)) }
  }

  private static let known: Set<String> = [
    "API Version", "Access Modes", "Active Deadline Seconds", "Active Jobs", "Addresses", "AggregationRule",
    "Address", "AddressType", "Allocatable", "Allocated resources", "AllowVolumeExpansion", "AllowedTopologies",
    "Allowed disruptions", "Annotations", "Backoff Limit", "Behavior", "BinaryData", "Block Owner Deletion",
    "CSI Node", "Capacity", "Claim", "Completed At", "Completed Indexes", "Completion Mode", "Completions",
    "Concurrency Policy", "Conditions", "Containers", "Controlled By", "Controllers", "Controller",
    "Created By", "Created on", "CreationTimestamp", "Current", "Current Number of Nodes Scheduled", "DataSource",
    "Data", "Default backend", "Deployment pods", "Desired Number of Nodes Scheduled", "Duration", "Endpoints",
    "Ephemeral Containers", "Events", "External IPs", "External Name", "External Traffic Policy",
    "ExternalTrafficPolicy", "ExternalID", "Failed", "Finalizers", "HealthCheck NodePort", "Hard", "IP",
    "IP Families", "IP Family Policy", "IPs", "Image pull secrets", "Ingress Class", "Init Containers", "InstanceID",
    "Internal Traffic Policy", "Is Default Class", "IsDefaultClass", "Kind", "Labels", "Last Schedule Time", "Lease",
    "LoadBalancer Ingress", "LoadBalancer Source Ranges", "Max replicas", "Max unavailable", "Message",
    "Metadata", "Metrics", "Min available", "Min replicas", "MinReadySeconds", "MountOptions", "Mountable secrets",
    "Mounted By", "Name", "Namespace", "NewReplicaSet", "Node", "Node Affinity", "Node-Selector", "Node-Selectors",
    "NodePort", "NominatedNodeName", "Nominated Node Name", "Non-terminated Pods", "Number of Nodes Misscheduled",
    "Number of Nodes Scheduled with Available Pods", "Number of Nodes Scheduled with Up-to-date Pods",
    "Obj Stored Version", "OldReplicaSets", "OldReplicaSet", "OldReplicaSets", "OS Image", "Parallelism",
    "Parameters", "Parameters", "Phase", "PodCIDR", "PodCIDRs", "PodManagementPolicy", "PolicyRule", "Pod Template",
    "Pods Status", "Pods Statuses", "Pod Failure Policy", "Pod Selector Labels", "Port", "Ports", "Preemption Policy",
    "PreemptionPolicy", "Priority", "Priority Class Name", "PriorityClassName", "Provisioner", "ProviderID",
    "Publish Not Ready Addresses", "QoS Class", "Readiness Gates", "Reason", "Reclaim Policy", "ReclaimPolicy",
    "Reference", "Replicas", "Resource", "Resource Quotas", "Resource Limits", "Roles", "Role", "RoleRef",
    "RollingUpdateStrategy", "Rules", "Runtime Class Name", "Schedule", "Scopes", "SeccompProfile",
    "Secrets", "Security Policy", "Selector", "Server", "Service Account", "ServiceAccount", "Session Affinity",
    "Source", "Spec", "Start Time", "Starting Deadline Seconds", "Status", "StorageClass", "StrategyType", "Subjects",
    "Subsets", "Successful Job History Limit", "Failed Job History Limit", "Suspend", "System Info", "TLS", "Taints",
    "TargetPort", "Target CPU utilization", "Termination Grace Period", "TTL", "Tokens", "Tolerations",
    "Topology Spread Constraints", "Time Zone", "TTL Seconds After Finished", "Type", "Unschedulable",
    "Update Strategy",
    "Used", "Used By", "Value", "GlobalDefault", "Volume", "Volume Claims", "VolumeAttributesClass",
    "VolumeBindingMode", "VolumeMode", "Volumes", "Description", "Deployment", "ScaleTargetRef", "Deadline Seconds",
    "Resource Version", "Self Link", "UID", "AttachRequired", "Resources", "Resource Claims", "Desired",
    "Traffic Policy",
    "Hostname", "Hosts", "Host", "Minimum Kubelet Version", "Healthy", "Total", "Expected", "Disruptions Allowed",
  ]
}
