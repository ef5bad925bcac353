/// `dmesg` with seconds since boot, `-T`, `-e`, `-H`, `-x`, `-r` and `--time-format iso`.
enum KernelRingBuffer: ArtifactFormat {
  static let name = "dmesg"
  static let what = "The kernel's messages. Seconds since boot are no time: use -T."
  static let sources = ["dmesg", "dmesg -T", "dmesg -H", "dmesg -x", "dmesg --time-format iso"]
  static let samples = [
    "[766396.293089] XFS (sdf): Superblock has unknown read-only compatible features (0x6) enabled.\n",
    "[Sat Nov 21 03:56:12 2026] cni0: port 14(vethe8d3fe6d) entered disabled state\n",
    "[Apr14 02:46] SLUB: Unable to allocate memory on node -1 (gfp=0x8020)\n[  +0.000006]   cache: blkdev_ioc\n",
    "<3>[ 1052.080846][   T41] INFO: task jbd2/sda1-8:41 blocked for more than 122 seconds.\n",
    "kern  :err   : [ 1052.080846] Out of memory: Killed process 4242 (java)\n",
    "2026-11-21T03:56:12,123456+00:00 cni0: port 14(vethe8d3fe6d) entered disabled state\n",
    "[Sat Nov 21 03:56:12 2026] Memory cgroup stats for /kubepods/pod1788d98a:\nanon 314535936\n    file 0\n    slab 1\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share { KernelHeader.header(of: $0) != nil }
    if count > 0, share > 0.8 { return 80 }
    // Some messages run over many lines, of which `-T` dates the first: the memory of a cgroup when it ran out.
    return head.isMadeOf { KernelHeader.header(of: $0)?.stamp != nil } ? 79 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<KernelHeader>(path: head.path, format: name, keeping: interests, component: "kernel"))
  }
}
