import Model

/// A process that the kernel killed since a memory cgroup had reached its limit: whose limit, and whose process.
///
///     oom-kill:constraint=CONSTRAINT_MEMCG,…,oom_memcg=/kubepods.slice/…-pod<uid>.slice,task_memcg=…,task=java,pid=4242,uid=0
struct MemoryKill: Sendable {
  /// On which level the limit was reached: the level of the cgroup that `oom_memcg=` names.
  enum Level: Sendable {
    /// One container's own limit.
    case container
    /// What the containers of a pod may use together.
    case pod
    /// What all pods of the node, or of a class of them, may use together.
    case allPods
    /// A slice of the host, or a cgroup that is not of Kubernetes.
    case other
  }

  var level: Level
  /// The node; empty where nothing tells it.
  var node: String
  /// Uid of the victim's pod; empty where no cgroup names one.
  var podUID: String
  /// Id of the victim's container; empty where no cgroup names one.
  var containerID: String
  /// Name of the killed process, e.g. `java`; empty where the line does not say.
  var task: String
  var time: Moment?
  var evidence: Evidence

  /// The line since 5.0, and that of 3.10 to 4.18: `Task in /kubepods/…/<id> killed as a result of limit of /kubepods/…`.
  static let line = LogSignature(
    "memory-cgroup-kill", component: "kernel",
    literals: ["oom-kill:constraint=CONSTRAINT_MEMCG", "killed as a result of limit of /kubepods"])

  /// All in the bundle, in time order.
  static func all(in incident: Incident) -> [MemoryKill] { incident.records(line.id).map { MemoryKill($0) } }

  /// A line of the signature.
  init(_ record: LogRecord) {
    let text = record.evidence.text
    let limited: Substring
    let victim: Substring
    if let old = text.firstRange(of: " killed as a result of limit of ") {
      limited = text[old.upperBound...].prefix { $0 != " " }
      victim = text[..<old.lowerBound].split(separator: " ").last ?? ""
    } else {
      limited = Self.field("oom_memcg=", of: text)
      victim = Self.field("task_memcg=", of: text)
    }
    level = Self.level(of: limited)
    node = record.source.node
    podUID = Self.podUID(in: victim.isEmpty ? limited : victim) ?? Self.podUID(in: limited) ?? ""
    containerID = ContainerID.all(in: victim.split(separator: "/").last ?? "").first ?? ""
    task = String(Self.field("task=", of: text))
    time = record.time
    evidence = record.evidence
  }

  private static func field(_ key: String, of text: String) -> Substring {
    // `task=` also ends nothing else: keys are separated by commas.
    guard let start = text.firstRange(of: ",\(key)")?.upperBound else { return "" }
    return text[start...].prefix { $0 != "," && $0 != " " }
  }

  private static func level(of path: Substring) -> Level {
    guard let last = path.split(separator: "/").last else { return .other }
    if !ContainerID.all(in: last).isEmpty || ["cri-", "crio-", "docker-"].contains(where: { last.hasPrefix($0) }) {
      return path.firstRange(of: "kubepods") != nil ? .container : .other
    }
    if podUID(in: last) != nil { return .pod }
    // Uids are often masked in what people paste.
    if last.hasPrefix("pod"), path.hasPrefix("/kubepods/") { return .pod }
    return last.hasPrefix("kubepods") || ["burstable", "besteffort"].contains(last) ? .allPods : .other
  }

  /// `pod1788d98a-0700-426a-8701-2312e4cc2163`; in a slice's name the dashes of the uid are underscores.
  private static func podUID(in path: Substring) -> String? {
    for part in path.split(separator: "/") {
      guard
        let start = part.ranges(of: "pod").last(where: { part[$0.upperBound...].first?.isHexDigit == true })?.upperBound
      else { continue }
      let uid = part[start...].prefix { $0.isHexDigit || $0 == "-" || $0 == "_" }
      if uid.count >= 32 { return String(uid.map { $0 == "_" ? "-" : $0 }) }
    }
    return nil
  }
}

extension MemoryKill {
  /// The limit that was reached, judged with the pod's specification. A pod of one container with a limit has the same
  /// limit as a whole, and the sandbox's few pages make the pod's cgroup meet it first.
  func level(in pod: Pod) -> Level {
    guard level == .pod, Self.memoryVolumes(of: pod).isEmpty, pod.object.value(at: "spec.resources.limits") == nil,
      let containers = pod.object.value(at: "spec.containers")?.items, containers.count == 1,
      containers[0].value(at: "resources.limits.memory") != nil
    else { return level }
    return .container
  }

  /// The memory volume for whose size the kubelet evicted the pod: `Usage of EmptyDir volume "scratch" exceeds the limit`.
  static func evictingVolume(of pod: Pod) -> (name: String, evidence: Evidence)? {
    guard pod.reason == "Evicted" else { return nil }
    return memoryVolumes(of: pod).first { volume in
      pod.message.firstRange(of: "Usage of EmptyDir volume \"\(volume.name)\" exceeds the limit") != nil
    }
  }

  /// Names of the pod's emptyDir volumes that are memory, with the field that says so.
  static func memoryVolumes(of pod: Pod) -> [(name: String, evidence: Evidence)] {
    (pod.object.value(at: "spec.volumes")?.items ?? []).enumerated().compactMap { offset, volume in
      guard let medium = volume.value(at: "emptyDir.medium"), medium.string == "Memory" else { return nil }
      return (
        volume["name"]?.string ?? "",
        pod.object.evidence(for: medium, field: "spec.volumes.\(offset).emptyDir.medium")
      )
    }
  }
}
