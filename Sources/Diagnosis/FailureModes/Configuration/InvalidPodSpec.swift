import Model

/// The kubelet itself finds a pod's spec invalid.
extension FailureMode {
  static let invalidPodSpecAtKubelet = FailureMode(
    card: FailureModeCard(
      id: "invalid-pod-spec-at-kubelet", role: .fault, layer: ConfigurationMode.layer,
      title: Text(en: "The kubelet finds a pod's spec invalid", ja: "kubelet が Pod 仕様を不正と判断した"),
      what: "An Event FailedValidation about a pod; it is not started.",
      why: "Pods that come from a file or a URL meet no API server first: the kubelet is the first to check them.",
      remedies: [
        Remedy(
          .now, "Correct the field that the Event names, in the node's manifest.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedValidation"])
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/"]),
    recognize: { investigation in
      var told = Set<String>()
      return investigation.incident.events.compactMap { event in
        guard event.reason == "FailedValidation", event.regarding.kind == "Pod", let line = event.evidence.first,
          investigation.index.pod(event.regarding.object)?.containerStatuses.contains(where: \.isRunning) != true,
          told.insert(event.regarding.object.path).inserted
        else { return nil }
        let workload = investigation.index.workload(of: event.regarding.object)
        var occurrence = Occurrence(
          subject: event.regarding.object, workload: workload,
          joints: [.pod(event.regarding.object), .workload(workload)], span: event.time,
          text: "The kubelet finds \(event.regarding.object.path) invalid: \(event.message)", evidence: [line])
        occurrence.harmsByItself = true
        return occurrence
      }
    },
    fires: PodStartMode.example(
      "A container without a name", "FailedValidation",
      "Error validating pod web-0.shop from file, ignoring: spec.containers[0].name: required value"),
    staysSilent: PodStartMode.example("Another reason", "FailedSync", "error determining status: rpc error"))
}
