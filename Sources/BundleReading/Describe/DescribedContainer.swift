import Model

/// A container of a pod or a pod template: what is wanted of it, and, in a pod, how it is.
struct DescribedContainer {
  /// An item of `spec.containers`.
  let spec: Value
  /// An item of `status.containerStatuses`; nil where the text has none.
  let status: Value?

  /// The containers of `Containers:`, in written order.
  static func all(_ section: DescribeSection?) -> [DescribedContainer] {
    section.map { $0.outline.sections.filter { !$0.key.isEmpty }.map(DescribedContainer.init) } ?? []
  }

  private init(_ section: DescribeSection) {
    let parts = section.outline
    spec = Self.spec(section, parts)
    status = Self.status(section, parts)
  }

  private static func spec(_ section: DescribeSection, _ parts: DescribeOutline) -> Value {
    var spec = Members()
    spec.set("name", section.key, line: section.line)
    spec.set("image", parts["Image"]?.scalar)
    spec.set("command", parts["Command"]?.arguments())
    spec.set("args", parts["Args"]?.arguments(script: parts["Command"]?.endsBeforeScript == true))
    spec.set("ports", ports(parts))
    var resources = Members()
    resources.set("limits", parts["Limits"]?.quantities)
    resources.set("requests", parts["Requests"]?.quantities)
    spec.set("resources", resources.value)
    spec.set("livenessProbe", parts["Liveness"].flatMap(DescribedProbe.value))
    spec.set("readinessProbe", parts["Readiness"].flatMap(DescribedProbe.value))
    spec.set("startupProbe", parts["Startup"].flatMap(DescribedProbe.value))
    spec.set("envFrom", parts["Environment Variables from"].flatMap(DescribedEnvironment.sources))
    spec.set("env", parts["Environment"].flatMap(DescribedEnvironment.variables))
    spec.set("volumeMounts", parts["Mounts"].flatMap(mounts))
    spec.set("volumeDevices", parts["Devices"].flatMap(devices))
    return spec.value(line: section.line)
  }

  private static func status(_ section: DescribeSection, _ parts: DescribeOutline) -> Value? {
    guard parts.has("State") || parts.has("Last State") || parts.has("Ready") || parts.has("Restart Count") else {
      return nil
    }
    var status = Members()
    status.set("name", section.key, line: section.line)
    status.set("image", parts["Image"]?.scalar)
    status.set("imageID", parts["Image ID"]?.scalar)
    status.set("containerID", parts["Container ID"]?.scalar)
    status.set("ready", parts["Ready"]?.boolean)
    status.set("restartCount", parts["Restart Count"]?.scalar)
    status.set("state", parts["State"].flatMap { state($0, of: parts["Container ID"]) })
    status.set("lastState", parts["Last State"].flatMap { state($0, of: nil) })
    return status.value(line: section.line)
  }

  /// A state; the text names the container of the present one only.
  private static func state(_ section: DescribeSection, of container: DescribeSection?) -> Value? {
    let parts = section.outline
    var state = Members()
    state.set("reason", parts["Reason"]?.scalar)
    state.set("message", parts["Message"]?.textScalar)
    switch section.value {
    case "Waiting":
      return Value(.mapping([.init(key: "waiting", value: state.value(line: section.line))]), line: section.line)
    case "Running":
      state.set("startedAt", parts["Started"]?.time)
      return Value(.mapping([.init(key: "running", value: state.value(line: section.line))]), line: section.line)
    case "Terminated":
      state.set("exitCode", parts["Exit Code"]?.scalar)
      state.set("signal", parts["Signal"]?.scalar)
      state.set("startedAt", parts["Started"]?.time)
      state.set("finishedAt", parts["Finished"]?.time)
      state.set("containerID", container?.scalar)
      return Value(
        .mapping([.init(key: "terminated", value: state.value(line: section.line))]), line: section.line)
    default: return nil
    }
  }

  /// `8080/TCP, 9090/UDP`; newer versions add the name: `8080/TCP (http)`. A host port of 0 is none.
  private static func ports(_ parts: DescribeOutline) -> Value? {
    guard let section = parts.any("Ports", "Port") else { return nil }
    let hostPorts = parts.any("Host Ports", "Host Port")?.value.split(separator: ",") ?? []
    var ports: [Value] = []
    for (index, text) in section.value.split(separator: ",").enumerated() {
      let words = text.split(separator: " ")
      guard let first = words.first else { continue }
      let number = first.split(separator: "/")
      guard number.count == 2, Int(number[0]) != nil else { continue }
      var port = Members()
      port.set("containerPort", number[0], line: section.line)
      port.set("protocol", number[1], line: section.line)
      if words.count > 1 {
        port.set("name", words[1].filter { $0 != "(" && $0 != ")" }, line: section.line)
      }
      if index < hostPorts.count, let host = hostPorts[index].split(whereSeparator: { $0 == " " || $0 == "/" }).first,
        host != "0"
      {
        port.set("hostPort", host, line: section.line)
      }
      if let value = port.value { ports.append(value) }
    }
    return Value.list(ports)
  }

  /// `/etc/app from config (ro,path="app.conf")`.
  private static func mounts(_ section: DescribeSection) -> Value? {
    Value.list(
      section.body.compactMap { line in
        guard let (path, rest) = line.text.parted(by: " from ") else { return nil }
        var mount = Members()
        mount.set("mountPath", path, line: line.number)
        let words = rest.split(separator: " ", maxSplits: 1)
        mount.set("name", words.first, line: line.number)
        let flags = words.count > 1 ? words[1].dropFirst().dropLast() : ""
        if flags.hasPrefix("ro") { mount.set("readOnly", "true", line: line.number) }
        if let (_, subPath) = String(flags).parted(by: "path=\"") {
          mount.set("subPath", subPath.prefix { $0 != "\"" }, line: line.number, isText: true)
        }
        return mount.value
      })
  }

  /// `/dev/xvda from data`.
  private static func devices(_ section: DescribeSection) -> Value? {
    Value.list(
      section.body.compactMap { line in
        guard let (path, name) = line.text.parted(by: " from ") else { return nil }
        var device = Members()
        device.set("devicePath", path, line: line.number)
        device.set("name", name, line: line.number)
        return device.value
      })
  }
}

extension DescribeSection {
  /// The lines below as arguments, one a line; `script` when a shell's `-c` came before them.
  ///
  /// An argument of several lines cannot be told from several arguments, but what follows `sh -c` is one script.
  func arguments(script isScript: Bool = false) -> Value? {
    var items: [(text: String, line: Int)] = []
    let level = body.first { !$0.text.isEmpty }?.indentation ?? 0
    var script: Int? = isScript ? 0 : nil
    for line in body {
      if let script, script < items.count {
        let isText = line.indentation > level && line.indentation < 256
        items[script].text += "\n" + String(repeating: " ", count: isText ? line.indentation - level : 0) + line.text
        continue
      }
      items.append((line.text, line.number))
      if script == nil, Self.isScriptFlag(line.text) { script = items.count }
    }
    if let script, script < items.count {
      while items[script].text.hasSuffix("\n") { items[script].text.removeLast() }
    }
    return Value.list(items.map { Value(.scalar($0.text, isText: true), line: $0.line) })
  }

  /// Whether the last of the arguments is `-c`, `-ec`, `-lc`: the flag before a script.
  var endsBeforeScript: Bool { body.last { !$0.text.isEmpty }.map { Self.isScriptFlag($0.text) } ?? false }

  private static func isScriptFlag(_ text: String) -> Bool {
    text.utf8.count <= 6 && text.hasPrefix("-") && text.hasSuffix("c")
      && text.dropFirst().utf8.allSatisfy { "ceulxi".utf8.contains($0) }
  }

  /// `cpu:  200m`, one a line.
  var quantities: Value? {
    var quantities = Members()
    for section in outline.sections where !section.key.isEmpty { quantities.set(section.key, section.scalar) }
    return quantities.value
  }
}

extension String {
  /// The parts before and after the first `separator`.
  func parted(by separator: String) -> (String, String)? {
    var position = startIndex
    while let start = self[position...].firstIndex(of: separator[separator.startIndex]) {
      if self[start...].hasPrefix(separator) {
        return (String(self[..<start]), String(self[start...].dropFirst(separator.count)))
      }
      position = index(after: start)
    }
    return nil
  }
}
