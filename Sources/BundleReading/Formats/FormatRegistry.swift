public import Model

/// All formats. A new one is listed here, and a test holds its samples against all others.
enum FormatRegistry {
  /// The formats; of equal claims the first wins.
  static let all: [any ArtifactFormat.Type] = [CommandTranscript.self, PastedText.self] + single

  /// Those that hold one command's output.
  static let single: [any ArtifactFormat.Type] = [
    JournalJSON.self, JournalExport.self, JournalVerbose.self, AuditLog.self, AuditEventList.self, AuditRecords.self,
    EventrouterLog.self, SystemctlStatus.self, AlertList.self, KubectlTop.self, MetricsTable.self,
    JournalShortFull.self, SyslogRFC5424.self, JournalShortPrecise.self, JournalShortISO.self, JournalShortUnix.self,
    JournalShortMonotonic.self, JournalShort.self, RuntimeTable.self, RuntimeJSON.self, DateOutput.self, DiskFree.self,
    DirectoryUsage.self, StatsSummary.self, FreeMemory.self, MemoryInformation.self, KubectlLogs.self,
    CommandError.self, ConnectivityChecks.self, KlogJSON.self, Klog.self, ZapConsole.self, CapnslogLog.self,
    LogfmtLog.self, KernelRingBuffer.self, KernelRingBufferJSON.self, DirectoryListing.self, ProcessList.self,
    NetworkState.self, SystemIdentity.self, NodeStatistics.self, NodeInventory.self, MetricsExposition.self,
    MountTable.self, ConfigurationFile.self, EtcdctlOutput.self, RuntimeState.self, CertificateText.self,
    KubeadmOutput.self, APIDiscovery.self, CollectorReport.self, KubectlDescribe.self, EventMessages.self,
    ContainerStates.self, ContainerStateFields.self, KubectlTable.self, ConditionLines.self, CollectorManifest.self,
    RedactionReport.self,
    SosManifest.self, SupportBundleKitMetadata.self, TroubleshootHostReport.self, PeriscopeContainerLog.self,
    WrappedCommandOutput.self, RecordedPatches.self, KubernetesYAML.self, KubernetesJSON.self, ApplicationLog.self,
    ComponentMessages.self,
  ]

  /// A lower claim says no more than that the path fits.
  private static let leastClaim = 5

  /// A reader of the format that claims the artifact most surely; nil where none does.
  static func makeReader(
    for head: ArtifactHead, keeping interests: LogInterests, limits: ReadLimits = ReadLimits()
  ) -> (any ArtifactReader)? {
    var reader = format(of: head)?.makeReader(for: head, keeping: interests)
    reader?.keep(within: limits)
    return reader
  }

  /// The format that claims the artifact most surely; nil where none does, and for bytes that are no text.
  static func format(
    of head: ArtifactHead, among formats: [any ArtifactFormat.Type] = all
  ) -> (any ArtifactFormat.Type)? {
    guard !head.isBinary else { return nil }
    var best: (any ArtifactFormat.Type)?
    var bestClaim = 0
    for format in formats {
      let claim = format.claim(head)
      if claim > bestClaim {
        best = format
        bestClaim = claim
      }
    }
    guard formats.count > single.count else { return best }
    // Outputs between words are looked for last: most artifacts are claimed at once.
    if bestClaim < leastClaim, PastedText.holdsOutputs(head) { return PastedText.self }
    // Reports begin with versions.
    if best is APIDiscovery.Type || best is SystemIdentity.Type, PastedText.holdsOutputs(head, other: true) {
      return PastedText.self
    }
    return best
  }
}

extension BundleReader {
  /// What the documentation says of all formats, in the order of the registry.
  public static var formats: [FormatDescription] {
    FormatRegistry.all.map { format in
      FormatDescription(
        name: format.name, what: format.what, sources: format.sources, sample: format.samples.first ?? "")
    }
  }
}
