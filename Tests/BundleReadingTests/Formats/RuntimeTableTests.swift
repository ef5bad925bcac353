import Model
import Testing

@testable import BundleReading

@Suite struct RuntimeTableTests {
  private static let id = String(repeating: "0a", count: 32)

  private func listing(_ text: String, _ path: String = "nodes/w/runtime.txt") throws -> RuntimeListing {
    let facts = try #require(read(text, path: path))
    #expect(facts.format == "runtime-table")
    return try #require(facts.runtimeListing)
  }

  @Test func theContainersOfContainerd() throws {
    let id = Self.id
    let listing = try listing(
      """
      # ctr -n k8s.io containers ls
      CONTAINER    IMAGE    RUNTIME
      \(id)    busybox    io.containerd.runc.v2
      by-hand    busybox    io.containerd.runc.v2
      \(id.dropLast())b    busybox    io.containerd.runc.v2

      # ctr -n k8s.io tasks ls
      TASK    PID    STATUS
      \(id)    77    STOPPED
      \(String(repeating: "0b", count: 32))    1    RUNNING

      """)
    #expect(listing.containers?.map(\.id) == [id, "\(id.dropLast())b"] && listing.node == "w")
    #expect(listing.containers?.map(\.evidence.line) == [3, 5] && listing.evidence.line == 2)
    #expect(listing.containers?.map(\.state) == [.exited, nil] && listing.images == nil)
    #expect(listing.containers?.map(\.isSandbox) == [nil, nil])
  }

  @Test func containersAndPodsOfCrictl() throws {
    let listing = try listing(
      """
      $ crictl ps -a
      CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD
      1cc6b5b27a3aa       9a2b8c7d6e5f4       2 hours ago         Exited              api                 3                   75a8c1d2e3f40       api-7c75c5f88c-x2x5j
      2dd6b5b27a3aa       9a2b8c7d6e5f4       About an hour ago   Running             api                 4                   75a8c1d2e3f40       api-7c75c5f88c-x2x5j

      """)
    let containers = try #require(listing.containers)
    #expect(containers.map(\.id) == ["1cc6b5b27a3aa", "2dd6b5b27a3aa"])
    #expect(containers.map(\.state) == [.exited, .running] && containers.map(\.attempt) == [3, 4])
    #expect(containers[0].container?.path == "Pod/api-7c75c5f88c-x2x5j/api" && containers[0].isSandbox == false)
    #expect(containers[0].sandboxID == "75a8c1d2e3f40" && containers[0].image == "9a2b8c7d6e5f4")
  }

  @Test func anOldTableOfContainersFindsItsPodsInTheOther() throws {
    let listing = try listing(
      """
      CONTAINER ID        IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID
      1cc6b5b27a3aa       9a2b8c7d6e5f4       2 hours ago         Running             web                 0                   75a8c1d2e3f40
      POD ID              CREATED             STATE               NAME                NAMESPACE           ATTEMPT             RUNTIME
      75a8c1d2e3f40       2 hours ago         NotReady            web-0               shop                1                   (default)

      """)
    let containers = try #require(listing.containers)
    #expect(containers.map { $0.container?.path } == ["Pod/shop/web-0/web", "Pod/shop/web-0"])
    #expect(containers.map(\.isSandbox) == [false, true] && containers[1].state == .exited)
  }

  @Test func theNamesOfDocker() throws {
    let listing = try listing(
      """
      CONTAINER ID   IMAGE          COMMAND                  CREATED       STATUS                       PORTS     NAMES
      75a8c1d2e3f4   9a2b8c7d6e5f   "/bin/api --port 8080"   2 hours ago   Exited (137) 1 hour ago                k8s_api_web-0_shop_0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f_1
      85a8c1d2e3f4   pause:3.2      "/pause"                 2 hours ago   Up 2 hours                             k8s_POD_web-0_shop_0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f_0
      95a8c1d2e3f4   registry:2     "/entrypoint.sh"         2 hours ago   Up 2 hours (healthy)         5000/tcp  registry

      """)
    let containers = try #require(listing.containers)
    #expect(containers.map { $0.container?.path } == ["Pod/shop/web-0/api", "Pod/shop/web-0", nil])
    #expect(containers.map(\.exitCode) == [137, nil, nil] && containers.map(\.state) == [.exited, .running, .running])
    #expect(containers.map(\.attempt) == [1, 0, nil] && containers.map(\.isSandbox) == [false, true, nil])
    #expect(containers[0].container?.uid == "0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f")
  }

  @Test func theNamesOfNerdctl() throws {
    let listing = try listing(
      """
      CONTAINER ID    IMAGE                    COMMAND      CREATED         STATUS     PORTS    NAMES
      75a8c1d2e3f4    registry.local/api:1     "/api"       2 hours ago     Up                  k8s://shop/web-0/api
      85a8c1d2e3f4    k8s.gcr.io/pause:3.2     "/pause"     2 hours ago     Up                  k8s://shop/web-0

      """)
    #expect(listing.containers?.map { $0.container?.path } == ["Pod/shop/web-0/api", "Pod/shop/web-0"])
  }

  @Test func wholeIdsAndFoldedBlanks() throws {
    let id = Self.id
    let listing = try listing(
      "CONTAINER ID IMAGE COMMAND CREATED STATUS PORTS NAMES\n\(id) busybox \"sh -c x\" 2h Up x\n")
    #expect(listing.containers?.map(\.id) == [id])
  }

  @Test func images() throws {
    let listing = try listing(
      """
      IMAGE                       TAG       IMAGE ID        SIZE
      docker.io/library/busybox   1.35      334e4a014c81b   1.24MB
      registry.local/api          <none>    434e4a014c81b   683kB
      REPOSITORY   TAG       IMAGE ID       CREATED        SIZE
      busybox      1.36      534e4a014c81   2 years ago    4.1 MiB

      """)
    let images = try #require(listing.images)
    #expect(listing.containers == nil)
    #expect(images.map(\.name) == ["docker.io/library/busybox:1.35", "", "busybox:1.36"])
    #expect(images.map(\.bytes) == [1_240_000, 683_000, 4_299_161] && images[1].id == "434e4a014c81b")
  }

  @Test func anEmptyTableSaysThatThereAreNone() throws {
    let listing = try listing("POD ID              CREATED             STATE               NAME\n")
    #expect(listing.containers?.isEmpty == true && listing.images == nil)
  }

  @Test func rowsWithoutTheirHeader() throws {
    let listing = try listing(
      """
      $ docker ps -a | grep -v pause
      75a8c1d2e3f4 9a2b8c7d6e5f "/bin/api --port 8080"   5 minutes  ago   Exited (137) 4 minutes ago         k8s_api_web-0_shop_0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f_1
      85a8c1d2e3f4   registry:2  "/entrypoint.sh"  About an hour ago   Up About an hour (healthy)   5000/tcp   registry
      95a8c1d2e3f4   api   "/api"  2 hours ago   Exited (1) 2 hours ago

      """)
    let containers = try #require(listing.containers)
    #expect(containers.map { $0.container?.path } == ["Pod/shop/web-0/api", nil, nil])
    #expect(containers.map(\.exitCode) == [137, nil, 1] && containers.map(\.state) == [.exited, .running, .exited])
    #expect(containers.map(\.image) == ["9a2b8c7d6e5f", "registry:2", "api"] && listing.evidence.line == 2)
  }

  @Test func rowsOfCrictlWithoutTheirHeader() throws {
    let listing = try listing(
      """
      1cc6b5b27a3aa   9a2b8c7d6e5f4   Less than a second ago   Running   api   3   75a8c1d2e3f40   api-7c75c5f88c-x2x5j   shop
      75a8c1d2e3f40   2 hours ago   NotReady   api-7c75c5f88c-x2x5j   shop   1   (default)

      """)
    let containers = try #require(listing.containers)
    #expect(
      containers.map { $0.container?.path } == ["Pod/shop/api-7c75c5f88c-x2x5j/api", "Pod/shop/api-7c75c5f88c-x2x5j"])
    #expect(containers.map(\.isSandbox) == [false, true] && containers.map(\.attempt) == [3, 1])
  }

  @Test(arguments: [
    "75a8c1d2e3f4 was removed 2 hours ago by hand, see the ticket\n",
    "75a8c1d2e3f4   2 hours ago   Gone   web-0   shop   0\n",
    "75a8c1d2e3f4   9a2b8c7d6e5f4   2 hours ago   Running   api   x   75a8c1d2e3f40\n",
    "75a8c1d2e3f4   api   /bin/api   2 hours ago   Up 2 hours   api\n",
    "75a8c1d2   api   \"/bin/api\"   2 hours ago   Up 2 hours   api\n",
  ])
  func aLineThatOnlyResemblesARowIsNone(_ text: String) {
    #expect(read(text, path: "notes.txt")?.format != "runtime-table")
  }

  @Test func anIdThatIsCutIsFoundUnlessTwoShareIt() {
    let evidence = Evidence(path: "p", line: 1, text: "t")
    let listing = RuntimeListing(
      node: "w",
      containers: [
        RuntimeContainer(id: "1cc6b5b27a3aa", evidence: evidence),
        RuntimeContainer(id: "1cc6b5b27a3ab", evidence: evidence),
        RuntimeContainer(id: "2dd6b5b27a3a", evidence: evidence),
      ], evidence: evidence)
    let rest = String(repeating: "0", count: 51)
    #expect(listing.container(id: "1cc6b5b27a3aa\(rest)")?.id == "1cc6b5b27a3aa")
    #expect(listing.container(id: "2dd6b5b27a3a0\(rest)")?.id == "2dd6b5b27a3a")
    #expect(listing.container(id: "1cc6b5b27a3a") == nil && listing.container(id: "1cc6b5b27a3ac\(rest)") == nil)
    #expect(listing.container(id: "2dd6b5b27a3") == nil)
  }

  @Test(arguments: [
    "CONTAINER  CPU %  MEM  DISK  INODES\n", "NAME STATUS AGE\nworker-1 Ready 3d\n", "IMAGE OF THE DAY\n",
    "CONTAINER STATUS IN THE LOG\n",
  ])
  func otherTextIsNoTableOfARuntime(_ text: String) {
    #expect(read(text)?.format != "runtime-table")
  }
}
