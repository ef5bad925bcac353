public import Model

/// The registry: every failure mode that Casefile knows, sorted by id. A test fails when a file is missing here.
public enum FailureModes {
  static let all: [FailureMode] = [
    workload, images, configuration, scheduling, storage, probes, resources, eviction, nodes, runtime, network,
    controlPlane, admission, kernel, cloud, risks,
  ].flatMap { $0 }.sorted { $0.card.id < $1.card.id }

  private static let workload: [FailureMode] = [
    .addonIncompatible, .alertActive, .appAuthFailure, .appCrashSignal, .appDependencyUnreachable, .appExitError,
    .appExitsZeroUnderAlways, .appPermissionDenied, .appRuntimeHeapOOM, .configurationNotReloaded, .containerCrashLoop,
    .cronJobMissedSchedules, .dependencyAddressMisconfigured, .dependencyConnectionsExhausted,
    .dependencyPortMisconfigured, .dependencyReadOnly, .deploymentProgressDeadlineExceeded, .execFormatError,
    .execPermissionDenied, .hpaCannotScale, .initContainerFailed, .initContainerWaiting, .jobBackoffLimitExceeded,
    .jobDeadlineExceeded, .paused, .podNotReady, .portAlreadyInUse, .postStartHookFailed, .preStopHookFailed,
    .readOnlyRootFilesystem, .rolloutStrategyDeadlock, .secretContentMalformed, .sigkillAfterGracePeriod,
    .startupDependencyOrder, .statefulSetOrderedReadyBlocked, .suspended, .workloadScaledToZero, .wrongCommandOrArgs,
  ]

  private static let images: [FailureMode] = [
    .imageLayerCorrupt, .imageNeverPullAbsent, .imagePlatformMismatch, .imagePullNoSpace, .imagePullSecretMissing,
    .imagePullStalled, .imageRepositoryDenied, .imageRepositoryMissing, .imageSchema1Unsupported,
    .imageSignatureRejected, .imageTagNotFound, .invalidImageName, .registryAuthFailed, .registryDNSFailure,
    .registryDomainRetired, .registryRateLimited, .registryTLSFailure, .registryUnreachable,
  ]

  private static let configuration: [FailureMode] = [
    .bindSourceMissing, .deviceOrEnvInvalid, .forbiddenSysctl, .hostPathTypeMismatch, .invalidPodSpecAtKubelet,
    .missingConfigKey, .missingConfigMap, .missingSecret, .osMismatch, .podSecurityContextUserns,
    .runAsNonRootViolation, .runtimeClassHandlerMissing, .seccompOrAppArmorProfileMissing, .saTokenSecretNotCreated,
    .serviceAccountTokenMountFailed, .subPathPrepareFailed,
  ]

  private static let scheduling: [FailureMode] = [
    .customSchedulerMissing, .deviceUnavailable, .hostPortConflict, .insufficientCPU, .insufficientEphemeralStorage,
    .insufficientMemory, .labelOrTaintRenamed, .nodeAffinityMismatch, .nodeAffinityRejected, .nodeNamePointsNowhere,
    .nodeRejectedPodOutOfResources, .nodesCordoned, .nodeSelectorMismatch, .noNodesRegistered, .podAffinityUnsatisfied,
    .podAntiAffinityUnsatisfied, .podPending, .podPreemptedByScheduler, .preemptedForCriticalPod, .schedulerNotRunning,
    .schedulingGated, .tooManyPodsOnNodes, .topologyAffinityError, .topologySpreadUnsatisfied,
    .unboundPVCBlocksScheduling, .untoleratedTaint, .volumeZoneOrNodeConflict,
  ]

  private static let storage: [FailureMode] = [
    .cloudAPIThrottledOrDenied, .csiDriverNotRegistered, .diskDeletedOrAttachedElsewhere, .genericEphemeralVolumeFailed,
    .inTreeVolumeRemoved, .iscsiTargetUnreachable, .multiAttachError, .nfsMountFailed, .orphanedPodVolumes,
    .provisionerNotRunning, .pvAlreadyBound, .pvcAccessModeMismatch, .pvcCapacityMismatch, .pvcLost, .pvcNoStorageClass,
    .pvcNotFound, .pvcSelectorMismatch, .pvReleased, .rwopConflict, .smbMountFailed, .storageClassNotFound,
    .volumeAttachFailed, .volumeAttachLimitReached, .volumeFull, .volumeMountFailed, .volumeMountFailedFilesystem,
    .volumePermissionChangeSlow, .volumeProvisioningFailed, .volumeResizeStuck, .volumeStuckTerminating,
    .waitForFirstConsumerIdle,
  ]

  private static let probes: [FailureMode] = [
    .execProbeTimeoutEnforced, .livenessProbeAppHung, .livenessProbeTooAggressive, .livenessProbeWrongPath,
    .livenessProbeWrongPort, .livenessProbeWrongProtocol, .probeBlockedByMesh, .probeFailsBecauseNodeIsStarved,
    .readinessProbeFailing, .readinessProbeWrongPath, .readinessProbeWrongPort, .readinessProbeWrongProtocol,
    .startupProbeExhausted,
  ]

  private static let resources: [FailureMode] = [
    .cpuThrottling, .inPlaceResizeStuck, .kernelMemoryFragmentation, .memoryBackedVolumeCounts, .oomChildProcessKilled,
    .oomContainerLimit, .oomLimitBelowContainerInit, .oomNodeAllocatable, .oomNodeGlobal, .oomPodLevel,
    .podPIDLimitReached,
  ]

  private static let eviction: [FailureMode] = [
    .apiInitiatedEviction, .containerGarbageCollected, .containerLogsUnavailable, .diskPressureAdmissionReject, .drain,
    .ephemeralStorageLimitExceeded, .finishedContainersFillNodeDisk, .hostFillsNodeDisk, .imageGCInsufficient,
    .imageGCRemovedPreloadedImage, .imagesFillNodeDisk, .logsFillNodeDisk, .logsLostOtherCauses, .nodeDiskPressure,
    .nodeDiskTooSmall, .nodeMemoryPressure, .nodePIDPressure, .nodePressureEvictionMemory, .nodePressureEvictionPID,
    .podEvicted, .podFillsNodeDisk, .podGCOrphaned, .taintBasedEviction,
  ]

  private static let nodes: [FailureMode] = [
    .cgroupDriverMismatch, .cgroupV1Removed, .containerManagerStartFailed, .dockershimRemoved, .gracefulNodeShutdown,
    .kubeletClientCertExpired, .kubeletConfigOrBootstrapMissing, .kubeletDiskWriteFailure, .kubeletFlagRemoved,
    .kubeletRestartStorm, .kubeletStoppedOrCrashing, .kubeletSwapEnabled, .networkPartition, .nodeDown, .nodeNotReady,
    .nodeNotRegistered, .nodeObjectDeleted, .nodeOvercommitted, .nodeRebooted, .plegNotHealthy,
  ]

  private static let runtime: [FailureMode] = [
    .containerdDown, .containerdHung, .containerdMigration, .containerKillStuck, .criPluginDisabled, .criV1Required,
    .dockerDaemonDown, .overlayFailure, .runcCreateFailed, .runtimeLogsPathBroken, .runtimeStateCorrupt,
    .sandboxImageUnavailable, .shimDied, .systemdScopeFailure,
  ]

  private static let network: [FailureMode] = [
    .bgpNotEstablished, .clusterIPOrNodePortAllocationFailed, .cniNotInitialized, .cniPluginBinaryOrConfigError,
    .conntrackTableFull, .coreDNSDown, .dnsForwardingLoop, .dnsNameWrong, .dnsPolicyWrong, .flannelBackendMismatch,
    .ingressOrGatewayBackendMissing, .ingressOrGatewayMisrouted, .instanceMetadataUnreachable, .ipForwardingDisabled,
    .iptablesBackendMismatch, .kubeProxyDown, .kubeProxyFailing, .loadBalancerProvisioningFailed,
    .localTrafficPolicyWithoutEndpoints, .mtuMismatch, .neighbourTableOverflow, .networkPolicyBlocksTraffic,
    .nodeAddressConflict, .nodeNetworkPacketLoss, .nodeNICOrLinkFailure, .nodePodCIDRExhausted, .podCIDRNotAssigned,
    .podIPExhaustion, .serviceMeshPolicyBlocksTraffic, .serviceMissing, .servicePortMismatch, .serviceProtocolMismatch,
    .serviceSelectorMismatch, .serviceSelectsWrongPods, .serviceWithoutReadyEndpoints, .sourcePortExhaustion,
    .unregisterNetdeviceLeak,
  ]

  private static let controlPlane: [FailureMode] = [
    .aggregatedAPIUnavailable, .apiserverCertNameMismatch, .apiserverDown, .apiserverOverloaded, .bootstrapTokenInvalid,
    .clientSideThrottling, .clockSkew, .controllerManagerDown, .controlPlaneCertExpired, .etcdCertExpired,
    .etcdDataCorruptOrLost, .etcdMemberRemoved, .etcdNoLeader, .etcdPeerNetworkOrClock, .etcdRequestTooLarge,
    .etcdSlowDisk, .etcdSpaceQuotaExceeded, .etcdStartFailed, .kubeletServingCertMissing, .kubeletServingCertUntrusted,
    .leaderLost, .masterDisruptionMode, .namespaceStuckTerminating, .objectStuckOnFinalizer, .quorumLost,
    .serviceAccountTokenInvalid, .staticPodManifestError, .supportingServiceDown, .unknownAuthorityAfterCAChange,
  ]

  private static let admission: [FailureMode] = [
    .immutableField, .invalidManifest, .limitRangeViolation, .nodeAuthorizerDenied, .pdbBlocksDrain,
    .podSecurityViolation, .priorityClassMissing, .pspToPSA, .quotaExceededCPU, .quotaExceededMemory,
    .quotaExceededObjects, .quotaExceededPods, .quotaExceededServices, .quotaExceededStorage,
    .quotaRequiresRequestsOrLimits, .rbacForbidden, .removedAPIVersion, .runtimeClassNotFound, .serviceAccountMissing,
    .serviceNotCreated, .webhookDenied, .webhookMutationSurprise, .webhookUnavailable,
  ]

  private static let kernel: [FailureMode] = [
    .bootConfigurationLost, .cgroupHierarchyProblem, .cgroupKmemLeak, .cpuLockup, .diskIOError,
    .fileDescriptorOrInotifyExhaustion, .filesystemRemountedReadonly, .hardwareMemoryError, .hostAgentInterference,
    .hostDiskFull,
    .hostFilesystemDamaged, .hostPIDExhaustion, .hungTask, .inodeExhaustion, .kernelOopsOrPanic, .securityModuleDenial,
    .storageStall, .xfsShutdown,
  ]

  private static let cloud: [FailureMode] = [
    .autoscalerCannotAddNode, .nodeRemovedByAutoscaler, .spotOrMaintenanceTermination,
  ]

  private static let risks: [FailureMode] = [
    .conflictRetries, .logsOnlyOnNodes, .readinessProbeMissing, .requestsOrLimitsMissing, .staleMutableTag,
    .versionSkewUnsupported,
  ]

  /// The cards, sorted by id.
  public static var cards: [FailureModeCard] { all.map(\.card).sorted { $0.id < $1.id } }

  /// The log lines that readers must keep: one entry an id.
  public static var signatures: [LogSignature] {
    Set(all.flatMap(\.signatures) + Changes.signatures + LoggedEvents.signatures).sorted { $0.id < $1.id }
  }

  /// Ids of what can cause a failure mode, as far as the registry knows them.
  public static func causes(of id: String) -> [String] {
    let known = Set(all.map(\.card.id))
    return Set(all.first { $0.card.id == id }?.causes.map(\.cause) ?? []).filter { known.contains($0) }.sorted()
  }

  /// Ids of what a failure mode can cause.
  public static func effects(of id: String) -> [String] {
    all.filter { $0.causes.contains { $0.cause == id } }.map(\.card.id).sorted()
  }

  /// The firing example and the near miss of a failure mode.
  public static func examples(of id: String) -> (fires: Example, staysSilent: Example)? {
    all.first { $0.card.id == id }.map { ($0.fires, $0.staysSilent) }
  }
}
