import BundleReading
import Glibc
import Testing

/// Calls `body` with the place of a file of these bytes, which is gone afterwards.
func withPackedFile<Result>(_ bytes: [UInt8], _ body: (BundleLocation) throws -> Result) throws -> Result {
  var template = Array("/tmp/casefile-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  defer {
    unlink(template)
    close(descriptor)
  }
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
    }
    try #require(count > 0)
    written += count
  }
  return try body(.path("/proc/self/fd/\(descriptor)"))
}
