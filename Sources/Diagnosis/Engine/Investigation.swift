import Model

/// What failure modes look at: the incident, and what several of them would otherwise each derive from it anew.
struct Investigation: Sendable {
  /// The bundle as a model.
  let incident: Incident
  /// Times at which nodes ran out of disk, by node and time.
  let diskPressure: [DiskPressureEpisode]
  /// What used up the disk in these episodes, where the bundle tells.
  let diskConsumers: [DiskConsumer]
  /// Times at which nodes ran out of memory or process ids, by node, resource and time.
  let nodePressure: [NodePressureEpisode]
  /// Who used up the memory or process ids in these, where the bundle tells.
  let pressureConsumers: [PressureConsumer]
  /// Processes that the kernel killed at the limit of a memory cgroup, in time order.
  let memoryKills: [MemoryKill]
  /// Machines that were shut down or came up anew, by node and time.
  let shutdowns: [NodeShutdown]
  /// Times during which services of nodes did not run although their machine did, by node and service.
  let outages: [ServiceOutage]
  /// Logs that `kubectl logs` could not get, in the order of their artifacts.
  let lostLogs: [LostLog]
  /// Pods that others ended, by taint, through the API, for room or with their node.
  let podDisruptions: [PodDisruption]
  /// Containers that ended by their own decision, with what their logs say about it.
  let applicationFailures: [ApplicationFailure]
  /// Calls that a NetworkPolicy lets run into timeouts.
  let blockedConnections: [BlockedConnection]
  /// Nodes on which probes of several workloads time out at once.
  let starvedNodes: [StarvedNode]
  /// Other probes that fail and harm their pod.
  let probeFailures: [ProbeFailure]
  /// Services that cannot lead to what they should.
  let serviceFaults: [ServiceFault]
  /// Alerts that fire.
  let alerts: [ActiveAlert]
  /// Routes of gateways that lead to the wrong place.
  let misroutes: [Misroute]
  /// Services by the names and addresses that applications call.
  let services: ServiceDirectory
  /// Images that waiting containers lack, in the order of their pods.
  let imagePulls: [ImagePullFailure]
  /// Pods that do not start, by the step that fails, in their order.
  let startFailures: [PodStartFailure]
  /// Pods that the kubelet of their node refused, in their order.
  let podRejections: [PodRejection]
  /// Containers whose configuration leads nowhere, in the order of their pods.
  let configurationFailures: [ConfigurationFailure]
  /// Pods that no node was found for, with the scheduler's reason, in their order.
  let unscheduledPods: [UnscheduledPod]
  /// Controllers that may not create their pods, in their order.
  let creationFailures: [CreationFailure]
  /// Namespaces that have used up a quota, with who goes without.
  let quotaExhaustions: [QuotaExhaustion]
  /// Claims without a volume whose reason is known, in their order.
  let claimFailures: [ClaimFailure]
  private let lostLogByContainer: [String: LostLog]
  private let removalsByContainer: [String: [ContainerRemoval]]
  /// Nodes whose kubelet writes down what it removes: newer ones do so only at a higher verbosity.
  let nodesThatLogRemovals: Set<String>
  /// When the bundle was taken; nil where nothing tells.
  let captured: Span?
  /// The last instant that the bundle knows of.
  let end: Moment?

  init(_ incident: Incident) {
    self.incident = incident
    captured = incident.bundle.captured
    end = incident.lastMoment
    let removals = ContainerRemoval.all(in: incident)
    removalsByContainer = Dictionary(grouping: removals, by: \.id)
    nodesThatLogRemovals = Set(incident.records(EvictionSignatures.kubeletRemoved).map(\.source.node))
    diskPressure = DiskPressureEpisode.all(in: incident, removals)
    diskConsumers = diskPressure.compactMap { DiskConsumer.find(in: $0, incident) }
    nodePressure = NodePressureEpisode.all(in: incident)
    pressureConsumers = nodePressure.compactMap { PressureConsumer.find(in: $0, incident) }
    memoryKills = MemoryKill.all(in: incident)
    shutdowns = NodeShutdown.all(in: incident)
    outages = ServiceOutage.all(in: incident).without(partsOf: shutdowns)
    podDisruptions = PodDisruption.all(in: incident)
    lostLogs = LostLog.all(in: incident)
    services = ServiceDirectory(incident)
    alerts = ActiveAlert.all(in: incident)
    misroutes = Misroute.all(among: GatewayRoute.all(in: incident), services)
    (starvedNodes, probeFailures) = StarvedNode.split(ProbeFailure.all(in: incident), incident.index)
    serviceFaults = ServiceFault.all(in: incident)
    applicationFailures = ApplicationFailure.all(
      in: incident, services, end: end)
    blockedConnections = BlockedConnection.all(in: incident, applicationFailures, services)
    // What a log says of an Event counts for those who ask for Events, and changes nothing of what the bundle is.
    let told = LoggedEvents.added(to: EventOwners.resolved(in: incident))
    imagePulls = ImagePullFailure.all(in: told)
    startFailures = PodStartFailure.all(in: told)
    podRejections = PodRejection.all(in: told)
    configurationFailures = ConfigurationFailure.all(in: told)
    unscheduledPods = UnscheduledPod.all(in: told)
    claimFailures = ClaimFailure.all(in: told, unscheduledPods)
    creationFailures = CreationFailure.all(in: told)
    quotaExhaustions = QuotaExhaustion.all(in: incident, creationFailures, unscheduledPods)
    lostLogByContainer = Dictionary(lostLogs.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Lines that tell of a container's removal, in time order.
  func removals(of container: String) -> [ContainerRemoval] { removalsByContainer[container] ?? [] }

  /// The lost log that an occurrence is about, by container id.
  func lostLog(of occurrence: Occurrence) -> LostLog? {
    for case .container(let id) in occurrence.joints { return lostLogByContainer[id] }
    return nil
  }

  var index: IncidentIndex { incident.index }

  /// The node of a name as an entity, with its uid where the bundle has it.
  func node(_ name: String) -> EntityReference {
    index.node(name)?.reference ?? EntityReference(kind: "Node", name: name)
  }

  /// The workload at the end of a pod's owner chain.
  func workload(of pod: Pod) -> EntityReference { index.workload(of: pod.reference) }

  /// Whether something that began at `moment` has lasted `duration` nanoseconds at the capture; true where no time is
  /// known, since an absent clock must not hide a fault.
  func hasLasted(_ duration: Int64, since moment: Moment?) -> Bool {
    guard let moment, let end else { return true }
    return end.latest.nanoseconds(since: moment.earliest) >= duration
  }
}
