import Model

/// The claim whose volume a program has filled, as far as its line and its mounts tell.
struct FullVolume {
  /// The claim's name.
  var claim: String
  /// Where it is mounted.
  var path: String
  /// The mount's line.
  var evidence: Evidence

  /// The volume that `No space left on device` is about: the one whose mount the line names, or the only one that
  /// there is where it names no path at all. Nil where the node's own disk is short.
  static func find(_ context: ApplicationFailure.Context, line: String) -> FullVolume? {
    // The same error stands for other tables of the kernel that are full.
    let text = line.lowercased()
    guard !["watch", "semaphore", "shared memory", "/dev/shm"].contains(where: { text.byteRange(of: $0) != nil }) else {
      return nil
    }
    let pressure = context.index.node(context.pod.nodeName)?.condition("DiskPressure")
    guard pressure?.value["status"]?.string != "True" else { return nil }
    let mounts = claimMounts(context)
    let paths = line.split(whereSeparator: { " \"'`:,()[]=".contains($0) }).filter { $0.hasPrefix("/") && $0.count > 1 }
    let named = mounts.filter { mount in
      paths.contains { $0 == mount.path || $0.hasPrefix(mount.path.hasSuffix("/") ? mount.path : mount.path + "/") }
    }.max { $0.path.utf8.count < $1.path.utf8.count }
    if let named { return named }
    return paths.isEmpty && mounts.count == 1 ? mounts[0] : nil
  }

  private static func claimMounts(_ context: ApplicationFailure.Context) -> [FullVolume] {
    let object = context.pod.object
    var claims: [String: String] = [:]
    for volume in object.value(at: "spec.volumes")?.items ?? [] {
      guard let name = volume["name"]?.string else { continue }
      claims[name] = volume.value(at: "persistentVolumeClaim.claimName")?.string
    }
    guard let (spec, field) = context.pod.containers.first(where: { $0.value["name"]?.string == context.status.name })
    else { return [] }
    return (spec["volumeMounts"]?.items ?? []).enumerated().compactMap { offset, mount in
      guard let claim = mount["name"]?.string.flatMap({ claims[$0] }), let path = mount["mountPath"],
        let text = path.string, mount["readOnly"]?.boolean != true
      else { return nil }
      return FullVolume(
        claim: claim, path: text,
        evidence: object.evidence(for: path, field: "\(field).volumeMounts.\(offset).mountPath"))
    }
  }
}
