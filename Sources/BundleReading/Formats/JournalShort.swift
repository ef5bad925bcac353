/// `journalctl -o short`, the default, and traditional syslog files: no fraction, no year, no zone.
enum JournalShort: ArtifactFormat {
  static let name = "journal-short"
  static let what = "A journal or syslog file without year and zone; both are inferred. Localized months are known."
  static let sources = ["journalctl", "journalctl -r", "/var/log/syslog", "/var/log/messages"]
  static let samples = [
    """
    Nov 21 04:01:19 worker-1 kubelet[59]: W1121 04:01:19.994978      59 eviction_manager.go:344] eviction manager: attempting to reclaim ephemeral-storage
    Nov 21 04:01:20 worker-1 systemd[1]: kubelet.service: Main process exited, code=exited, status=255/EXCEPTION

    """,
    """
    -- Logs begin at Mon 2023-04-03 10:00:00 JST, end at Mon 2023-04-03 12:00:00 JST. --
    Apr  1 00:02:25 redhat79 kubelet: I0401 00:02:25.365462    3553 kubelet_pods.go:894] "Unable to retrieve pull secret" pod="default/x"
    Jun 28 20:40:37 node-3 k3s[753]: I0628 20:40:37.391775     753 reconciler_common.go:172] "UnmountVolume started"

    """,
    "Nov 12 15:15:41 kernel: exe: page allocation failure: order:6, mode:0x10c0d0\n",
    "5月 26 18:42:17 node-2 dockerd[19053]: time=\"2021-05-26T18:42:17+08:00\" level=warning msg=\"deprecated\"\n",
    "kubelet[687]: I0315 15:14:54.179765     687 mount_linux.go:453] `fsck` error fsck from util-linux 2.27.1\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { SyslogHeader.hasFraction($0) == false || isBareTag($0) } ? 90 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    makeSyslogReader(head, format: name, keeping: interests)
  }

  /// `kubelet[687]: `, as excerpts have it, of a component or with a component's own header behind it.
  static func isBareTag(_ line: LineBytes) -> Bool {
    guard let header = SyslogHeader.header(of: line), header.stamp == nil else { return false }
    let message = line.part(from: header.message)
    let tag = line.part(header.tag.lowerBound, header.tag.upperBound).text
    return ComponentNames.definite.contains(ComponentNames.component(of: tag)) || KlogHeader.read(message) != nil
      || InnerLine.isLogfmt(message)
  }
}

/// Lines that journalctl puts between those of the components.
enum JournalMarker {
  /// Whether a line is `-- Logs begin at … --`, `-- Reboot --`, `-- Boot … --` or the like.
  static func isMarker(_ line: LineBytes) -> Bool {
    guard line.has("-- "), line.trimmed.ends(with: "--") || line.has("-- Logs begin at ") else { return false }
    return line.has("-- Logs begin at ") || line.has("-- Journal begins at ") || line.has("-- No entries")
      || line.has("-- Reboot") || line.has("-- Boot ")
  }
}
