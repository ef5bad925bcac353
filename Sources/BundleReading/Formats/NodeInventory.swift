/// What is installed and set on a node: packages, units, processors, versions, limits, the state of firewalls and of
/// security modules.
enum NodeInventory: RecognizedText {
  static let name = "node-inventory"
  static let what = "Packages, units, processors, versions and limits of a node. Recognized, not read further."
  static let sources = [
    "rpm -qa", "dpkg -l", "systemctl list-unit-files", "service --status-all", "/proc/cpuinfo", "runc --version",
    "/proc/sys/fs/file-nr", "pidstat", "netstat -s", "getenforce", "ufw status", "aa-status",
  ]
  static let samples = [
    "bash-5.1.8-6.el9.x86_64\nglibc-2.34-83.el9.x86_64\nkubelet-1.30.2-150500.1.1.x86_64\n",
    "Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst\nii  adduser        3.118ubuntu5 all          add and remove users\n",
    "UNIT FILE                                  STATE           VENDOR PRESET\nkubelet.service                            enabled         enabled\n",
    " [ + ]  apparmor\n [ - ]  cryptdisks\n",
    "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\n",
    "runc version 1.1.12\ncommit: v1.1.12-0-g51d5e946\nspec: 1.0.2-dev\n",
    "containerd github.com/containerd/containerd v1.7.17 3a4de459a68952ffb703bbe7f2290861a75b6b67\n",
    "2112\t0\t9223372036854775807\n",
    "Linux 5.15.0-91-generic (worker-1) \t11/21/2026 \t_x86_64_\t(4 CPU)\n\n# Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU\n",
    "Ip:\n    Forwarding: 1\n    1234567 total packets received\n",
    "XfrmInError                     0\nXfrmInNoStates                  0\n",
    "Enforcing\n", "SELinux status:                 enabled\nSELinuxfs mount:                /sys/fs/selinux\n",
    "Status: inactive\n", "apparmor module is loaded.\n31 profiles are loaded.\n",
  ]

  /// How the first lines of such outputs begin.
  private static let beginnings: [StaticString] = [
    "Desired=Unknown/Install/Remove/", "UNIT FILE ", "processor\t: ", "vendor_id\t: ", "runc version ", "crun version ",
    "containerd github.com/", "crictl version ", "Docker version ", "SELinux status: ", "apparmor module is ",
    "XfrmInError ",
    "etcdctl version: ", "helm version", "ii  ", "Listing... Done", "Listing...",
  ]
  /// What a file holds that has nothing else.
  private static let words: Set<String> = [
    "Enforcing", "Permissive", "Disabled", "Status: inactive", "Status: active", "running", "not running",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var result = 0
    var number = 0
    head.withLines(atMost: 4) { line in
      number += 1
      let text = line.part(0, 256).trimmed
      let isTimed =
        text.has("# Time ") && text.index(of: "%CPU") != nil || text.has("UID ") && text.index(of: "%usr") != nil
      let isService = line.has(" [ ") && line.has(" ]  ", at: 4)
      let isCounter = number == 1 && text.count == 3 && text.has("Ip:")
      if beginnings.contains(where: { text.has($0) }) || isTimed || isService || isCounter { result = 79 }
    }
    if result == 0, head.lines.count < 4,
      head.share({ words.contains($0.trimmed.text) || isFileCount($0.trimmed) }).share == 1
    {
      result = 66
    }
    if result == 0, head.share(isPackage).share > 0.8 { result = 66 }
    return result
  }

  /// `2112	0	9223372036854775807`: open files, free ones, most.
  private static func isFileCount(_ text: LineBytes) -> Bool {
    let parts = text.split(separator: 9)
    return parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isDigit) }
  }

  /// `glibc-2.34-83.el9.x86_64`.
  private static func isPackage(_ line: LineBytes) -> Bool {
    let text = line.part(0, 256).trimmed
    guard text.index(of: UInt8(ascii: " ")) == nil, text.index(of: "-") != nil else { return false }
    return text.ends(with: ".x86_64") || text.ends(with: ".noarch") || text.ends(with: ".aarch64")
  }
}
