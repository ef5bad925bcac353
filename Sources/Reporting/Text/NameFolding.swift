/// The part of an object's name that a person gave it, e.g. `api` of `api-7c75c5f88c-4f45g`, `cleanup` of
/// `cleanup-1795233720-8v7hb`, `hello` of `hello-07-2gxkp`, `db` of `db-0`.
///
/// For display only: it shortens lists and decides nothing.
func stem(ofName name: String) -> String {
  var parts = name.split(separator: "-", omittingEmptySubsequences: false)
  var dropped = 0
  while dropped < 2, parts.count > 1, let last = parts.last, isGenerated(last) {
    parts.removeLast()
    dropped += 1
  }
  return parts.joined(separator: "-")
}

/// A suffix that a controller made: five random letters, a template hash, an ordinal, a time.
private func isGenerated(_ part: Substring) -> Bool {
  if !part.isEmpty, part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) { return true }
  // Kubernetes leaves vowels and look-alikes out of generated names.
  return (5...10).contains(part.utf8.count) && part.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".contains($0) }
}
