import Model

/// The kernel cannot remove a pod's network device.
extension FailureMode {
  static let unregisterNetdeviceLeak = FailureMode(
    card: FailureModeCard(
      id: "unregister-netdevice-leak", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A network device cannot be removed", ja: "ネットワークデバイスを削除できない"),
      what:
        "The kernel waits for a device that something still refers to; removing and making pod networks hangs meanwhile.",
      why: """
        A reference to the device leaked, mostly by a kernel error. While it waits it holds a lock that every other network \
        change needs.
        """,
      remedies: [
        Remedy(.now, "Drain and reboot the node.", commands: ["dmesg -T | grep unregister_netdevice", "uname -r"]),
        Remedy(.lasting, "Update the kernel."),
      ],
      references: ["https://github.com/kubernetes/kubernetes/issues/64743"]),
    signatures: [unregisterNetdeviceLeakLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        unregisterNetdeviceLeakLine, "waits for a network device that cannot be removed",
        effect: "network changes hang", investigation)
    },
    fires: StatedOnNode.kernel(
      "The kernel waits for lo",
      "unregister_netdevice: waiting for lo to become free. Usage count = 1"),
    staysSilent: StatedOnNode.kernel(
      "A device goes away",
      "device veth3f10dbfe left promiscuous mode"))

  private static let unregisterNetdeviceLeakLine = LogSignature(
    "kernel-unregister-netdevice", component: "kernel",
    literals: ["unregister_netdevice: waiting for"])
}
