import Model
import Testing

@testable import Serving

/// Lists in pages, as `kubectl get --chunk-size` asks for them.
struct ListPageTests {
  private let all = (0..<5).map { Value.number($0) }

  private func page(_ query: String) -> ListPage {
    ListPage(of: all, APIRequest(method: "GET", target: "/api/v1/pods?\(query)"))
  }

  @Test func pagesTogetherAreTheList() {
    var seen: [Int] = []
    var token = ""
    repeat {
      let page = page("limit=2&continue=\(token)")
      #expect(page.isFirst == token.isEmpty)
      seen += page.members.compactMap(\.integer)
      token = page.metadata["continue"]?.string ?? ""
      #expect(page.metadata["remainingItemCount"]?.integer == (token.isEmpty ? nil : 5 - seen.count))
    } while !token.isEmpty
    #expect(seen == [0, 1, 2, 3, 4])
  }

  @Test(arguments: ["", "limit=0", "limit=5", "limit=900", "limit=-1", "limit=x"])
  func otherwiseTheListIsOnePage(_ query: String) {
    #expect(page(query).members.count == 5 && page(query).metadata["continue"] == nil)
  }

  @Test(arguments: ["continue=9", "continue=9223372036854775807&limit=9223372036854775807"])
  func behindTheEndThereIsNothing(_ query: String) {
    #expect(page(query).members.isEmpty)
  }

  @Test func tablesHaveThePageToo() throws {
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    let answer = get("/api/v1/pods?limit=1", from: try ServingSamples.api(), accept: accept)
    #expect(answer.value["rows"]?.items.count == 1)
    #expect(answer.value.value(at: "metadata.continue")?.string == "1")
  }
}
