import Model

/// A namespace may not have more of something that its pods need.
extension FailureMode {
  static let quotaExceededCPU = FailureMode(
    card: FailureModeCard(
      id: "quota-exceeded-cpu", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The namespace's CPU quota is used up", ja: "名前空間の CPU クォータを使い切った"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. Its \
        ReplicaSet has Events FailedCreate with `exceeded quota`.
        """,
      why: """
        A ResourceQuota limits the CPU that the namespace's pods may request. What would exceed it is \
        refused when it is created; what runs already is left alone.
        """,
      remedies: QuotaMode.remedies,
      references: [QuotaMode.reference]),
    recognize: { QuotaMode.occurrences(of: "quota-exceeded-cpu", $0) },
    fires: QuotaMode.example(
      "One more does not fit",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: requests.cpu=500m, used: requests.cpu=800m, limited: requests.cpu=1"
    ),
    staysSilent: QuotaMode.example(
      "Another resource is used up",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: limits.memory=1Gi, used: limits.memory=3500Mi, limited: limits.memory=4Gi"
    ))

  static let quotaExceededMemory = FailureMode(
    card: FailureModeCard(
      id: "quota-exceeded-memory", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The namespace's memory quota is used up", ja: "名前空間のメモリクォータを使い切った"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. Its \
        ReplicaSet has Events FailedCreate with `exceeded quota`.
        """,
      why: """
        A ResourceQuota limits the memory that the namespace's pods may request. What would exceed it is \
        refused when it is created; what runs already is left alone.
        """,
      remedies: QuotaMode.remedies,
      references: [QuotaMode.reference]),
    recognize: { QuotaMode.occurrences(of: "quota-exceeded-memory", $0) },
    fires: QuotaMode.example(
      "One more does not fit",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: limits.memory=1Gi, used: limits.memory=3500Mi, limited: limits.memory=4Gi"
    ),
    staysSilent: QuotaMode.example(
      "Another resource is used up",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10"
    ))

  static let quotaExceededPods = FailureMode(
    card: FailureModeCard(
      id: "quota-exceeded-pods", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The namespace's pod quota is used up", ja: "名前空間の Pod 数クォータを使い切った"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. Its \
        ReplicaSet has Events FailedCreate with `exceeded quota`.
        """,
      why: """
        A ResourceQuota limits the pods that the namespace may have. What would exceed it is refused when it \
        is created; what runs already is left alone.
        """,
      remedies: QuotaMode.remedies,
      references: [QuotaMode.reference]),
    recognize: { QuotaMode.occurrences(of: "quota-exceeded-pods", $0) },
    fires: QuotaMode.example(
      "One more does not fit",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10"
    ),
    staysSilent: QuotaMode.example(
      "Another resource is used up",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5"
    ))

  static let quotaExceededObjects = FailureMode(
    card: FailureModeCard(
      id: "quota-exceeded-objects", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "A quota on objects of the namespace is used up", ja: "名前空間のオブジェクト数クォータを使い切った"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. Its \
        ReplicaSet has Events FailedCreate with `exceeded quota`.
        """,
      why: """
        A ResourceQuota limits the objects that the namespace may have. What would exceed it is refused when \
        it is created; what runs already is left alone.
        """,
      remedies: QuotaMode.remedies,
      references: [QuotaMode.reference]),
    recognize: { QuotaMode.occurrences(of: "quota-exceeded-objects", $0) },
    fires: QuotaMode.example(
      "One more does not fit",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5"
    ),
    staysSilent: QuotaMode.example(
      "Another resource is used up",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: requests.cpu=500m, used: requests.cpu=800m, limited: requests.cpu=1"
    ))
}
