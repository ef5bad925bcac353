/// `journalctl -o short-iso` and `-o short-iso-precise`, and syslog files with RFC 3339 times: with zone.
enum JournalShortISO: ArtifactFormat {
  static let name = "journal-short-iso"
  static let what = "A journal or syslog file with zone and year in each line."
  static let sources = ["journalctl -o short-iso", "journalctl -o short-iso-precise", "rsyslog with RFC 3339 times"]
  static let samples = [
    """
    2026-11-21T03:56:07+0000 worker-1 kubelet[59]: I1121 03:56:07.424017      59 setters.go:86] Using node IP: "10.99.0.10"
    2026-11-21T03:56:10+0000 worker-1 kernel: cni0: port 1(veth3f10dbfe) entered blocking state

    """,
    "2026-11-21T03:56:07.424105+00:00 worker-1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 3.\n",
    "2026-11-21T03:56:07.424105Z worker-1 containerd[54]: time=\"2026-11-21T03:56:07.424Z\" level=info msg=\"x\"\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { IsoSyslogHeader.header(of: $0)?.host.isEmpty == false } ? 91 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    makeLogReader(head, LogLines<IsoSyslogHeader>(path: head.path, format: name, keeping: interests))
  }
}
