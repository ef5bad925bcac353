import Model

/// A part of a list, as clients with `limit` ask for it: `kubectl get` takes 500 objects at a time.
struct ListPage {
  /// The objects of this page.
  let members: [Value]
  /// Whether it begins at the list's beginning.
  let isFirst: Bool
  /// The list's metadata: where the next page begins, and how many objects are left.
  let metadata: Value

  /// The token that continues a list is the number of objects that came before: a bundle does not change.
  init(of all: [Value], _ request: APIRequest) {
    let start = min(max(request.query["continue"].flatMap { Int($0) } ?? 0, 0), all.count)
    let limit = request.query["limit"].flatMap { Int($0) } ?? 0
    let end = limit > 0 && limit < all.count - start ? start + limit : all.count
    isFirst = start == 0
    members = Array(all[start..<end])
    metadata = .object([
      "resourceVersion": .text("1"), "continue": end < all.count ? .text(String(end)) : nil,
      "remainingItemCount": end < all.count ? .number(all.count - end) : nil,
    ])
  }
}
