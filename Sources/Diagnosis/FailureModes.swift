public import Model

/// The registry: every failure mode that Casefile knows, sorted by id. A test fails when a file is missing here.
public enum FailureModes {
  static let all: [FailureMode] = [
    workload, images, configuration, scheduling, storage, probes, resources, eviction, nodes, runtime, network,
    controlPlane, admission, kernel, cloud, risks,
  ].flatMap { $0 }.sorted { $0.card.id < $1.card.id }

  private static let workload: [FailureMode] = [
    .alertActive, .appAuthFailure, .appCrashSignal, .appDependencyUnreachable, .appExitError,
    .appExitsZeroUnderAlways, .appPermissionDenied, .appRuntimeHeapOOM, .containerCrashLoop, .cronJobMissedSchedules,
    .dependencyAddressMisconfigured, .dependencyConnectionsExhausted, .dependencyPortMisconfigured,
    .dependencyReadOnly, .execFormatError, .execPermissionDenied, .hpaCannotScale, .initContainerFailed,
    .initContainerWaiting, .jobBackoffLimitExceeded, .jobDeadlineExceeded, .podNotReady, .portAlreadyInUse,
    .readOnlyRootFilesystem, .startupDependencyOrder, .workloadScaledToZero, .wrongCommandOrArgs,
    .deploymentProgressDeadlineExceeded, .paused, .postStartHookFailed, .preStopHookFailed, .rolloutStrategyDeadlock,
    .sigkillAfterGracePeriod, .statefulSetOrderedReadyBlocked, .suspended,
    .secretContentMalformed,
    .configurationNotReloaded,
  ]

  private static let images: [FailureMode] = [
    .imageNeverPullAbsent, .imagePlatformMismatch, .imagePullNoSpace, .imagePullSecretMissing,
    .imageRepositoryDenied, .imageRepositoryMissing, .imageTagNotFound, .invalidImageName, .registryAuthFailed,
    .registryDNSFailure, .registryRateLimited, .registryTLSFailure, .registryUnreachable,
    .imageLayerCorrupt, .imagePullStalled, .imageSchema1Unsupported, .imageSignatureRejected, .registryDomainRetired,
  ]

  private static let configuration: [FailureMode] = [
    .bindSourceMissing, .hostPathTypeMismatch, .missingConfigKey, .missingConfigMap, .missingSecret,
    .runAsNonRootViolation, .runtimeClassHandlerMissing, .seccompOrAppArmorProfileMissing,
    .serviceAccountTokenMountFailed, .subPathPrepareFailed,
    .deviceOrEnvInvalid, .forbiddenSysctl, .osMismatch, .podSecurityContextUserns,
    .invalidPodSpecAtKubelet,
  ]

  private static let scheduling: [FailureMode] = [
    .customSchedulerMissing, .hostPortConflict, .insufficientCPU, .insufficientEphemeralStorage, .insufficientMemory,
    .nodeAffinityMismatch, .nodesCordoned, .nodeSelectorMismatch, .podAffinityUnsatisfied,
    .podAntiAffinityUnsatisfied, .podPending, .podPreemptedByScheduler, .preemptedForCriticalPod,
    .schedulerNotRunning, .schedulingGated, .tooManyPodsOnNodes, .topologySpreadUnsatisfied,
    .unboundPVCBlocksScheduling, .untoleratedTaint, .volumeZoneOrNodeConflict,
    .deviceUnavailable, .noNodesRegistered, .nodeAffinityRejected, .nodeNamePointsNowhere,
    .nodeRejectedPodOutOfResources, .topologyAffinityError,
    .labelOrTaintRenamed,
  ]

  private static let storage: [FailureMode] = [
    .csiDriverNotRegistered, .multiAttachError, .nfsMountFailed, .provisionerNotRunning, .pvAlreadyBound,
    .pvcAccessModeMismatch, .pvcCapacityMismatch, .pvcLost, .pvcNoStorageClass, .pvcSelectorMismatch,
    .storageClassNotFound, .volumeAttachFailed, .volumeAttachLimitReached, .volumeMountFailedFilesystem,
    .volumeProvisioningFailed, .volumeStuckTerminating,
    .cloudAPIThrottledOrDenied, .diskDeletedOrAttachedElsewhere, .pvReleased, .rwopConflict,
    .volumeResizeStuck, .waitForFirstConsumerIdle,
    .volumeFull,
    .genericEphemeralVolumeFailed, .inTreeVolumeRemoved, .volumePermissionChangeSlow,
  ]

  private static let probes: [FailureMode] = [
    .livenessProbeAppHung, .livenessProbeTooAggressive, .livenessProbeWrongPath, .livenessProbeWrongPort,
    .livenessProbeWrongProtocol, .readinessProbeFailing, .readinessProbeWrongPath, .readinessProbeWrongPort,
    .readinessProbeWrongProtocol, .startupProbeExhausted,
    .execProbeTimeoutEnforced, .probeBlockedByMesh,
    .probeFailsBecauseNodeIsStarved,
  ]

  private static let resources: [FailureMode] = [
    .cpuThrottling, .kernelMemoryFragmentation, .oomContainerLimit, .oomLimitBelowContainerInit, .oomNodeGlobal,
    .podPIDLimitReached,
    .inPlaceResizeStuck,
  ]

  private static let eviction: [FailureMode] = [
    .apiInitiatedEviction, .containerGarbageCollected, .containerLogsUnavailable, .diskPressureAdmissionReject,
    .drain, .ephemeralStorageLimitExceeded, .finishedContainersFillNodeDisk, .hostFillsNodeDisk,
    .imageGCInsufficient, .imageGCRemovedPreloadedImage, .imagesFillNodeDisk, .logsFillNodeDisk,
    .logsLostOtherCauses, .nodeDiskPressure, .nodeDiskTooSmall, .nodeMemoryPressure, .nodePIDPressure,
    .nodePressureEvictionMemory, .nodePressureEvictionPID, .podEvicted, .podFillsNodeDisk, .podGCOrphaned,
    .taintBasedEviction,
  ]

  private static let nodes: [FailureMode] = [
    .cgroupDriverMismatch, .containerManagerStartFailed, .gracefulNodeShutdown, .kubeletClientCertExpired,
    .kubeletConfigOrBootstrapMissing, .kubeletStoppedOrCrashing, .kubeletSwapEnabled, .nodeNotReady,
    .nodeNotRegistered, .plegNotHealthy,
  ]

  private static let runtime: [FailureMode] = [
    .containerdDown, .dockerDaemonDown, .sandboxImageUnavailable,
  ]

  private static let network: [FailureMode] = [
    .cniNotInitialized, .cniPluginBinaryOrConfigError, .conntrackTableFull, .dnsNameWrong, .ingressOrGatewayMisrouted,
    .kubeProxyDown, .kubeProxyFailing, .loadBalancerProvisioningFailed, .neighbourTableOverflow,
    .nodeNICOrLinkFailure, .nodeNetworkPacketLoss, .podIPExhaustion, .serviceMissing, .servicePortMismatch,
    .serviceProtocolMismatch, .serviceSelectorMismatch, .serviceWithoutReadyEndpoints, .unregisterNetdeviceLeak,
    .clusterIPOrNodePortAllocationFailed,
    .dnsPolicyWrong, .ingressOrGatewayBackendMissing, .localTrafficPolicyWithoutEndpoints, .networkPolicyBlocksTraffic,
    .serviceSelectsWrongPods,
    .instanceMetadataUnreachable, .serviceMeshPolicyBlocksTraffic,
    .nodePodCIDRExhausted,
    .iptablesBackendMismatch,
    .coreDNSDown,
    .sourcePortExhaustion,
  ]

  private static let controlPlane: [FailureMode] = [
    .aggregatedAPIUnavailable, .apiserverDown, .controllerManagerDown, .etcdDataCorruptOrLost, .etcdNoLeader,
    .etcdSlowDisk, .etcdSpaceQuotaExceeded, .namespaceStuckTerminating, .objectStuckOnFinalizer,
  ]

  private static let admission: [FailureMode] = [
    .limitRangeViolation, .podSecurityViolation, .quotaExceededCPU, .quotaExceededMemory, .quotaExceededObjects,
    .quotaExceededPods, .quotaExceededServices, .quotaExceededStorage, .quotaRequiresRequestsOrLimits,
    .rbacForbidden, .serviceAccountMissing, .serviceNotCreated, .webhookDenied, .webhookUnavailable,
    .priorityClassMissing,
    .immutableField, .invalidManifest, .nodeAuthorizerDenied, .pspToPSA, .removedAPIVersion,
    .pdbBlocksDrain,
  ]

  private static let kernel: [FailureMode] = [
    .cgroupKmemLeak, .cpuLockup, .diskIOError, .fileDescriptorOrInotifyExhaustion, .filesystemRemountedReadonly,
    .hardwareMemoryError, .hostDiskFull, .hostPIDExhaustion, .hungTask, .inodeExhaustion, .kernelOopsOrPanic,
    .xfsShutdown,
  ]

  private static let cloud: [FailureMode] = [
    .autoscalerCannotAddNode, .nodeRemovedByAutoscaler, .spotOrMaintenanceTermination,
  ]

  private static let risks: [FailureMode] = [
    .logsOnlyOnNodes, .readinessProbeMissing, .requestsOrLimitsMissing, .staleMutableTag,
    .versionSkewUnsupported,
  ]

  /// The cards, sorted by id.
  public static var cards: [FailureModeCard] { all.map(\.card).sorted { $0.id < $1.id } }

  /// The log lines that readers must keep: one entry an id.
  public static var signatures: [LogSignature] {
    Set(all.flatMap(\.signatures) + Changes.signatures).sorted { $0.id < $1.id }
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
