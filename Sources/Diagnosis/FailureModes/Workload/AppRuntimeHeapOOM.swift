import Model

/// A language runtime reaches its own memory limit.
extension FailureMode {
  static let appRuntimeHeapOOM = FailureMode(
    card: FailureModeCard(
      id: "app-runtime-heap-oom", role: .fault, layer: "Workload / application",
      title: Text(en: "The runtime of the application ran out of heap", ja: "ランタイムのヒープが尽きる"),
      what: """
        The container ends after `java.lang.OutOfMemoryError`, `JavaScript heap out of memory` or the like. The \
        status says Error, not OOMKilled, and the kernel killed nothing.
        """,
      why: """
        The runtime's own limit (-Xmx, --max-old-space-size, memory_limit) lies below the container's. A higher \
        limit of the container alone changes nothing.
        """,
      remedies: [
        Remedy(
          .now, "Raise the heap limit of the runtime together with the limit of the container.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(
          .lasting, "Let the runtime derive its heap from the container (MaxRAMPercentage), and look for the leak."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "app-runtime-heap-oom", $0) },
    fires: Example(
      "A heap that is too small",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 3),
        log: "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space\n")),
    staysSilent: Example(
      "The kernel killed the container",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 137, reason: "OOMKilled"),
        log: "java.lang.OutOfMemoryError: Java heap space\n")))
}
