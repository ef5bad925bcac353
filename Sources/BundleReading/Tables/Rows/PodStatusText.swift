/// The STATUS of a pod's row, e.g. `Init:1/3`, `CrashLoopBackOff`, `Evicted`: kubectl makes one word of phase, reason and the
/// containers' states, and here the word is taken apart.
struct PodStatusText {
  /// How a container is.
  struct State: Equatable {
    /// `waiting`, `running` or `terminated`.
    var key: String
    var reason: String?
    var exitCode: Int?
    var signal: Int?
  }

  /// The word as it stands, without `Init:`.
  let word: String
  /// Whether it speaks of an init container.
  let isInitialization: Bool
  /// How many init containers are done: `1` of `Init:1/3`.
  private(set) var doneInitContainers = 0
  /// The state of the container that the word speaks of; nil where it speaks of none, or of one whose state it does not say.
  private(set) var state: State?

  /// Most init containers that a status is believed.
  private static let mostInitContainers = 100

  private static let waiting: Set<String> = [
    "ContainerCreating", "PodInitializing", "CrashLoopBackOff", "ErrImagePull", "ImagePullBackOff", "ImageInspectError",
    "ErrImageNeverPull", "InvalidImageName", "RegistryUnavailable", "SignatureValidationFailed",
    "CreateContainerConfigError", "CreateContainerError", "PreCreateHookError", "PreStartHookError",
    "PostStartHookError", "RunContainerError", "KillContainerError", "CreatePodSandboxError", "ConfigPodSandboxError",
    "KillPodSandboxError", "VerifyNonRootError", "RunInitContainerError", "SetupNetworkError", "TeardownNetworkError",
  ]
  private static let terminated: Set<String> = [
    "Completed", "Error", "OOMKilled", "StartError", "ContainerCannotRun", "ContainerStatusUnknown",
  ]
  /// Reasons of the pod itself, all with phase Failed.
  private static let ofPod: Set<String> = [
    "Evicted", "NodeShutdown", "Shutdown", "Terminated", "Preempting", "UnexpectedAdmissionError", "NodeAffinity",
    "NodePorts", "NodeName", "NodeSelectorMismatching", "TaintToleration", "TopologyAffinityError", "SMTAlignmentError",
    "SysctlForbidden", "AppArmor", "PodOSNotSupported", "PodOSSelectorNodeLabelDoesNotMatch",
    "InitContainerRestartPolicyForbidden", "SupplementalGroupsPolicyNotSupported", "DeadlineExceeded", "NodeLost",
    "PodFeatureUnsupported", "VolumeAttachmentLimitExceeded", "InvalidNodeInfo", "UnknownReason",
    "PodLevelResourcesNotSupported",
  ]

  init(_ text: String) {
    isInitialization = text.hasPrefix("Init:")
    let word = isInitialization ? String(text.dropFirst(5)) : text
    self.word = word
    if isInitialization, let (done, all) = TableRow.fraction(word) {
      doneInitContainers = done <= all ? min(done, Self.mostInitContainers) : 0
    } else if Self.waiting.contains(word) {
      state = State(key: "waiting", reason: word)
    } else if Self.terminated.contains(word) {
      // The kubelet says Completed of exit code 0 and of no other.
      state = State(key: "terminated", reason: word, exitCode: word == "Completed" ? 0 : nil)
    } else if word.hasPrefix("ExitCode:") {
      state = State(key: "terminated", exitCode: Int(word.dropFirst(9)))
    } else if word.hasPrefix("Signal:") {
      state = State(key: "terminated", signal: Int(word.dropFirst(7)))
    }
  }

  /// Whether the pod is being deleted.
  var isTerminating: Bool { word == "Terminating" }

  /// `status.reason` of the pod, e.g. `Evicted`.
  var podReason: String? { Self.ofPod.contains(word) || word.hasPrefix("OutOf") ? word : nil }

  /// The phase, where the word leaves no doubt.
  ///
  /// `Completed` and `Error` also show a container between two restarts: only without restarts the pod is taken as ended.
  func phase(restarts: Int?) -> String? {
    if podReason != nil { return "Failed" }
    let isFirstRun = restarts == 0
    if isInitialization { return state?.key == "terminated" ? nil : "Pending" }
    switch word {
    case "Running", "NotReady", "CrashLoopBackOff": return "Running"
    case "Pending", "SchedulingGated": return "Pending"
    case "Succeeded", "Failed": return word
    case "Unknown": return "Unknown"
    case "Completed": return isFirstRun ? "Succeeded" : nil
    case "PodInitializing": return "Pending"
    default: break
    }
    switch state?.key {
    case "waiting": return isFirstRun && word != "RunContainerError" ? "Pending" : nil
    case "terminated": return isFirstRun ? "Failed" : nil
    default: return nil
    }
  }
}
