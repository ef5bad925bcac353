import Model

/// A program has no source port left to call from.
extension FailureMode {
  static let sourcePortExhaustion = FailureMode(
    card: FailureModeCard(
      id: "ephemeral-port-or-source-port-exhaustion", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A program has no source port left", ja: "送信元ポートが枯渇した"),
      what: "Calls fail with `connect: cannot assign requested address` (EADDRNOTAVAIL).",
      why: """
        Each connection to one address and port needs a source port of its own, and keeps it for a minute after its end. A \
        program that opens a connection a request uses up all of ip_local_port_range.
        """,
      remedies: [
        Remedy(
          .now, "See how many connections wait in TIME_WAIT.",
          commands: ["kubectl -n {namespace} exec POD -- cat /proc/net/sockstat"]),
        Remedy(.lasting, "Keep connections open and use them again; widen net.ipv4.ip_local_port_range."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "ephemeral-port-or-source-port-exhaustion", $0) },
    fires: Example(
      "A connection a request",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "FATAL dial tcp 10.96.4.1:6379: connect: cannot assign requested address\n")),
    staysSilent: Example(
      "It listens on an address that is not its own",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "FATAL listen tcp 192.0.2.7:8080: bind: cannot assign requested address\n")))
}
