import Model

/// A program is ended by a signal that its own fault raises.
extension FailureMode {
  static let appCrashSignal = FailureMode(
    card: FailureModeCard(
      id: "app-crash-signal", role: .fault, layer: "Workload / application",
      title: Text(en: "The application crashed with a signal", ja: "アプリケーションがシグナルで異常終了する"),
      what: """
        The exit code is 132, 134, 135, 136 or 139: 128 plus illegal instruction, abort, bus error, arithmetic \
        error, segmentation fault.
        """,
      why: """
        Native code touched memory that it must not, called abort, or used an instruction that the CPU lacks. A bus \
        error often means that /dev/shm is too small.
        """,
      remedies: [
        Remedy(
          .now, "Look for the kernel line `segfault at` on the node, and for a core dump.", commands: ["journalctl -k"]),
        Remedy(
          .lasting,
          "Use a build that fits the CPU and the C library of the image; mount a memory emptyDir at /dev/shm where it is needed."
        ),
      ],
      references: [ApplicationFailureMode.debugPods]),
    recognize: { ApplicationFailureMode.occurrences(of: "app-crash-signal", $0) },
    fires: Example(
      "A segmentation fault",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 139),
        log: "loading plugins\n")),
    staysSilent: Example(
      "Somebody killed it",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 137),
        log: "loading plugins\n")))
}
