/// What `systemctl status` says of one unit on a node:
///
///     × kubelet.service - kubelet: The Kubernetes Node Agent
///          Loaded: loaded (/usr/lib/systemd/system/kubelet.service; enabled; preset: enabled)
///          Active: failed (Result: exit-code) since Sat 2026-11-21 04:01:20 UTC; 3min ago
///        Main PID: 812 (code=exited, status=1/FAILURE)
public struct UnitStatus: Sendable {
  /// Systemd's active states.
  public enum ActiveState: String, Sendable {
    case active, reloading, inactive, failed, activating, deactivating, maintenance
  }

  /// The node; empty where nothing tells it.
  public var node: String
  /// E.g. `kubelet.service`.
  public var unit: String
  /// `loaded`, `not-found`, `masked`, `error`, `bad-setting`; empty where the text does not say.
  public var loadState: String
  /// Whether it starts at boot: `enabled`, `disabled`, `static`, …; empty where the text does not say.
  public var enablement = ""
  /// The active state; nil where the text does not say.
  public var activeState: ActiveState?
  /// E.g. `running`, `dead`, `auto-restart`; empty where the text does not say.
  public var subState = ""
  /// Why it failed: `exit-code`, `signal`, `timeout`, `oom-kill`, `start-limit-hit`, …; empty without failure.
  public var result = ""
  /// Since when it is in this state.
  public var since: Moment?
  /// The main process, running or ended.
  public var mainPID: Int?
  /// How the main process ended: `exited`, `killed`, `dumped`; empty while it runs.
  public var exitCode = ""
  /// Exit status or signal: `0/SUCCESS`, `1/FAILURE`, `9/KILL`, `TERM`; empty while it runs.
  public var exitStatus = ""
  /// The lines that say so, the unit's own first.
  public var evidence: [Evidence]

  /// A unit of which nothing but the name is known so far.
  public init(node: String, unit: String, loadState: String = "", evidence: [Evidence]) {
    self.node = node
    self.unit = unit
    self.loadState = loadState
    self.evidence = evidence
  }
}
