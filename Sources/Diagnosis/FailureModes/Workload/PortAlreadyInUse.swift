import Model

/// A program cannot listen because its port is taken.
extension FailureMode {
  static let portAlreadyInUse = FailureMode(
    card: FailureModeCard(
      id: "port-already-in-use", role: .fault, layer: "Workload / application",
      title: Text(en: "The port of the application is already taken", ja: "ポートが既に使われている"),
      what: """
        The container ends after `address already in use`. All containers of a pod share one network, so a sidecar \
        may hold the port; with hostNetwork so may anything on the node.
        """,
      why: "Two processes bind the same port in one network namespace. The first one wins, the second ends.",
      remedies: [
        Remedy(
          .now, "Compare the ports of the containers of the pod, sidecars included.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Give each container of the pod its own port; leave out hostNetwork."),
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking"]),
    recognize: { ApplicationFailureMode.occurrences(of: "port-already-in-use", $0) },
    fires: Example(
      "A sidecar listens on the same port",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "listen tcp :8080: bind: address already in use\n")),
    staysSilent: Example(
      "It found another port and runs",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "port 8080: address already in use, trying 8081\n")))
}
