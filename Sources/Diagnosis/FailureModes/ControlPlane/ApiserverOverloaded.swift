import Model

/// The API server turns requests away since it has too many.
extension FailureMode {
  static let apiserverOverloaded = FailureMode(
    card: FailureModeCard(
      id: "apiserver-overloaded", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "The API server is overloaded", ja: "API サーバーが過負荷になっている"),
      what: """
        Clients get `429` with `Too many requests, please try again later` or `the server has received too many requests`; requests take \
        many seconds or end in `http: Handler timeout`.
        """,
      why: """
        A controller or a script lists large collections again and again, very many objects or Events are written, or the API server \
        has too little memory and CPU. Priority and fairness turns away what it cannot serve.
        """,
      remedies: [
        Remedy(
          .now, "Find the client that sends most, and stop or slow it.",
          commands: [
            "kubectl get --raw /debug/api_priority_and_fairness/dump_priority_levels",
            "kubectl get --raw /metrics | grep apiserver_flowcontrol_rejected_requests_total",
            "kubectl get flowschemas",
          ]),
        Remedy(
          .lasting,
          """
          Let clients watch instead of listing, give noisy ones a FlowSchema of their own, and run several API servers with enough \
          memory behind a load balancer.
          """),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/flow-control/"]),
    signatures: [tooManyRequests, handlerTimeout],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [tooManyRequests, handlerTimeout], "The API server turns requests away or does not finish them in time",
        effect: "overloaded", investigation, atLeast: 5
      ) { record in
        // An eviction that a disruption budget forbids has the same status code.
        record.evidence.text.firstRange(of: "disruption budget") == nil
      }
    },
    fires: StatedInCluster.kubelet(
      "The kubelet is turned away each time", site: "controller.go:187", turnedAway, turnedAway, turnedAway, turnedAway,
      turnedAway),
    staysSilent: StatedInCluster.kubelet(
      "It is turned away once", site: "controller.go:187", turnedAway))

  private static let turnedAway = APICertificates.leaseError(
    "the server has received too many requests and has asked us to try again later")

  private static let tooManyRequests = LogSignature(
    "api-too-many-requests", component: "",
    literals: [
      "the server has received too many requests and has asked us to try again later",
      "Too many requests, please try again later",
    ])

  private static let handlerTimeout = LogSignature(
    "api-handler-timeout", component: "kube-apiserver",
    literals: ["http: Handler timeout", "timeout or abort while handling"])
}
