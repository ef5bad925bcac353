/// How much of a node's disk somebody holds, as a row of `du` or the kubelet's own `stats/summary` says.
public struct DiskUsage: Sendable {
  /// What holds the bytes.
  public enum Holder: Hashable, Sendable {
    /// Everything below a folder, e.g. `/var/log/pods`.
    case directory(path: String)
    /// The log files of a container; `EntityReference.container` names it.
    case logs(EntityReference)
    /// What a container wrote outside of volumes.
    case writableLayer(EntityReference)
    /// A volume of a pod, by the name it has in the pod.
    case volume(EntityReference, name: String)
    /// All images of the node.
    case images
  }

  /// The node; empty where nothing tells it.
  public var node: String
  /// What holds the bytes.
  public var holder: Holder
  /// Bytes; of a rounded `du -h` the rounded figure.
  public var bytes: Int64
  /// When it was measured, where the bundle says so.
  public var time: Moment?
  /// The row or field.
  public var evidence: Evidence

  /// A figure of a node's disk.
  public init(node: String, holder: Holder, bytes: Int64, time: Moment? = nil, evidence: Evidence) {
    self.node = node
    self.holder = holder
    self.bytes = bytes
    self.time = time
    self.evidence = evidence
  }
}
