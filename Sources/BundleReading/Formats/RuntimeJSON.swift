import Model

/// What a container runtime's tools print as JSON: `crictl ps|pods|images -o json`, `docker ps --format json`.
enum RuntimeJSON: ArtifactFormat {
  static let name = "runtime-json"
  static let what = "The same as the tables of a container runtime, with whole ids and times."
  static let sources = [
    "crictl ps -a -o json", "crictl pods -o json", "crictl images -o json", "docker ps -a --format '{{json .}}'",
  ]
  static let samples = [
    #"""
    {
      "containers": [
        {
          "id": "1cc6b5b27a3aa2a2975eb1ce7d65952a4b956b48c388dea13d7c3a18999efaa5",
          "podSandboxId": "75a8c1d2e3f40a2975eb1ce7d65952a4b956b48c388dea13d7c3a18999efaa5b",
          "metadata": {"name": "api", "attempt": 3},
          "image": {"image": "registry.local/api:1.4"},
          "state": "CONTAINER_EXITED",
          "createdAt": "1795233734000000000",
          "labels": {"io.kubernetes.pod.name": "api-7c75c5f88c-x2x5j", "io.kubernetes.pod.namespace": "shop"}
        }
      ]
    }

    """#,
    #"""
    {"items":[{"id":"75a8c1d2e3f40a2975eb1ce7d65952a4b956b48c388dea13d7c3a18999efaa5b","metadata":{"name":"web-0","uid":"0f8b3a52","namespace":"shop","attempt":0},"state":"SANDBOX_READY","createdAt":"1795233734000000000"}]}

    """#,
    #"""
    {"images":[{"id":"sha256:334e4a014c81bd4050daa78c7dfd2ae87855e9052721c164ea9d9d9a416ebdd3","repoTags":["docker.io/library/busybox:1.35"],"repoDigests":[],"size":"1240000","pinned":false}]}

    """#,
    #"""
    {"Command":"\"/pause\"","CreatedAt":"2026-11-21 04:01:19 +0000 UTC","ID":"75a8c1d2e3f4","Image":"pause:3.2","Names":"k8s_POD_web-0_shop_0f8b3a52_0","Size":"0B","State":"running","Status":"Up 2 hours"}

    """#,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.bytes.withUnsafeBytes { bytes in
      let start = bytes.has("\u{FEFF}") ? 3 : 0
      guard bytes.part(from: start).first(where: { $0 > 32 }) == UInt8(ascii: "{"),
        bytes.index(of: "\"apiVersion\"") == nil
      else { return 0 }
      let isCRI =
        bytes.index(of: "\"containers\"") != nil && bytes.index(of: "\"podSandboxId\"") != nil
        || bytes.index(of: "\"items\"") != nil && bytes.index(of: "\"SANDBOX_") != nil
        || bytes.index(of: "\"images\"") != nil && bytes.index(of: "\"repoTags\"") != nil
      let isDocker =
        bytes.index(of: "\"ID\":\"") != nil && bytes.index(of: "\"Names\":\"") != nil
        && bytes.index(of: "\"Image\":\"") != nil && bytes.index(of: "\"Status\":\"") != nil
      return isCRI || isDocker ? 88 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name, decode: RuntimeDocument.take)
  }
}

/// Takes the containers, sandboxes and images of one document.
private struct RuntimeDocument {
  private let path: String
  private var listing: RuntimeListing

  /// Adds what a document lists to the facts; containers that `docker` writes one by one are one list.
  static func take(_ root: Value, _ facts: inout ArtifactFacts) {
    guard let first = ["containers", "items", "images", "ID"].lazy.compactMap({ root[$0] }).first else { return }
    let known = facts.runtimeListing
    facts.runtimeListing = nil
    var document = RuntimeDocument(
      path: facts.path,
      listing: known
        ?? RuntimeListing(
          node: PathHints.node(facts.path), containers: nil,
          evidence: Evidence(path: facts.path, line: first.line, text: first.string ?? "a list of the runtime")))
    document.take(root)
    facts.runtimeListing = document.listing
  }

  private mutating func take(_ root: Value) {
    if let list = root["containers"] { add(list.items.compactMap(container)) }
    if let list = root["items"] { add(list.items.compactMap(sandbox)) }
    if let list = root["images"] { listing.images = (listing.images ?? []) + list.items.flatMap(images) }
    if root["ID"] != nil, root["Names"] != nil { add([dockerContainer(root)].compactMap { $0 }) }
  }

  private mutating func add(_ found: [RuntimeContainer]) {
    if listing.containers == nil { listing.containers = [] }
    listing.containers?.append(contentsOf: found)
  }

  private func container(_ item: Value) -> RuntimeContainer? {
    guard let id = item["id"], let text = id.string, ContainerID.isWritten(text) else { return nil }
    let labels = item["labels"]
    let name = labels?["io.kubernetes.container.name"]?.string ?? item.value(at: "metadata.name")?.string ?? ""
    return RuntimeContainer(
      id: text, isSandbox: false,
      container: EntityReference(
        kind: "Pod", namespace: labels?["io.kubernetes.pod.namespace"]?.string ?? "",
        name: labels?["io.kubernetes.pod.name"]?.string ?? "", container: name,
        uid: labels?["io.kubernetes.pod.uid"]?.string ?? ""),
      sandboxID: item["podSandboxId"]?.string ?? "",
      image: item.value(at: "image.userSpecifiedImage")?.string ?? item.value(at: "image.image")?.string ?? "",
      state: item["state"]?.string.flatMap(RuntimeRow.state), attempt: item.value(at: "metadata.attempt")?.integer,
      created: Self.moment(item["createdAt"]), evidence: evidence(id))
  }

  private func sandbox(_ item: Value) -> RuntimeContainer? {
    guard let id = item["id"], let text = id.string, ContainerID.isWritten(text), let pod = item["metadata"] else {
      return nil
    }
    return RuntimeContainer(
      id: text, isSandbox: true,
      container: EntityReference(
        kind: "Pod", namespace: pod["namespace"]?.string ?? "", name: pod["name"]?.string ?? "",
        uid: pod["uid"]?.string ?? ""),
      state: item["state"]?.string.flatMap(RuntimeRow.state), attempt: pod["attempt"]?.integer,
      created: Self.moment(item["createdAt"]), evidence: evidence(id))
  }

  private func dockerContainer(_ item: Value) -> RuntimeContainer? {
    guard let id = item["ID"], let text = id.string, ContainerID.isWritten(text) else { return nil }
    let status = item["Status"]?.string ?? ""
    var container = RuntimeContainer(
      id: text, image: item["Image"]?.string ?? "", state: RuntimeRow.state(item["State"]?.string ?? status),
      exitCode: RuntimeRow.exitCode(status), evidence: evidence(id))
    RuntimeName(item["Names"]?.string ?? "")?.complete(&container)
    return container
  }

  /// One entry a tag; an image without tag has one.
  private func images(_ item: Value) -> [RuntimeImage] {
    guard let id = item["id"], let text = id.string else { return [] }
    let bare = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
    let bytes = item["size"]?.string.flatMap { Int64($0) }
    let names = (item["repoTags"]?.items ?? []).compactMap(\.string)
    return (names.isEmpty ? [""] : names).map {
      RuntimeImage(name: $0, id: bare, bytes: bytes, evidence: evidence(id))
    }
  }

  private func evidence(_ value: Value) -> Evidence {
    Evidence(path: path, line: value.line, text: value.string ?? "")
  }

  /// Nanoseconds since the epoch.
  private static func moment(_ value: Value?) -> Moment? {
    guard let nanoseconds = value?.string.flatMap({ Int64($0) }), nanoseconds > 0 else { return nil }
    return Moment(Instant(nanoseconds: nanoseconds), precision: .nanosecond)
  }
}
