/// `journalctl -o short-precise`: as `short`, with microseconds.
enum JournalShortPrecise: ArtifactFormat {
  static let name = "journal-short-precise"
  static let what = "A journal with microseconds; year and zone are inferred."
  static let sources = ["journalctl -o short-precise"]
  static let samples = [
    """
    Nov 21 03:56:07.424105 worker-1 kubelet[59]: I1121 03:56:07.424017      59 setters.go:86] Using node IP: "10.99.0.10"
    Nov 21 03:56:10.931225 worker-1 kernel: cni0: port 1(veth3f10dbfe) entered blocking state

    """,
    """
    -- Journal begins at Sat 2026-11-21 03:53:11 UTC. --
    Nov 21 03:56:10.887505 worker-1 containerd[54]: time="2026-11-21T03:56:10.887442344Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:web,}"

    """,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { SyslogHeader.hasFraction($0) == true } ? 91 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    makeSyslogReader(head, format: name, keeping: interests)
  }
}
