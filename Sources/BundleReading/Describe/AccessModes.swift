import Model

extension DescribeSection {
  /// `RWO,ROX` or `[ReadWriteOnce ReadOnlyMany]` as the API names them.
  var accessModes: Value? {
    let names = ["RWO": "ReadWriteOnce", "ROX": "ReadOnlyMany", "RWX": "ReadWriteMany", "RWOP": "ReadWriteOncePod"]
    guard case .sequence(let items)? = bracketedList?.content else { return nil }
    return Value.list(
      items.compactMap { item in
        item.string.map { Value(.scalar(names[$0] ?? $0, isText: false), line: item.line) }
      })
  }
}
