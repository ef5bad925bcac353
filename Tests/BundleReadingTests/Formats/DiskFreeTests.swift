import Model
import Testing

@testable import BundleReading

@Suite struct DiskFreeTests {
  @Test func dfWithTypesAndRoundedSizes() throws {
    let facts = try #require(
      read(
        """
        Filesystem              Type      Size  Used Avail Use% Mounted on
        /dev/vda                ext4      252G   31G   65G  32% /
        /dev/loop0              ext4      2.9G  9.0M  2.9G   1% /mnt/with blank
        Filesystem                Inodes  IUsed   IFree IUse% Mounted on
        /dev/vda                16777216 123456 1234567    1% /

        """, path: "nodes/worker-1/df.txt"))
    #expect(facts.filesystems.map(\.mountPoint) == ["/", "/mnt/with blank"])
    #expect(facts.filesystems[0].size == 252 << 30 && facts.filesystems[0].available == 65 << 30)
    #expect(facts.filesystems[1].used == 9 << 20 && facts.filesystems[1].type == "ext4")
    #expect(facts.filesystems[1].evidence.line == 3 && facts.filesystems[1].node == "worker-1")
    #expect(facts.inodes.map(\.mountPoint) == ["/"] && facts.inodes.map(\.evidence.line) == [5])
    #expect(facts.inodes[0].total == 16_777_216 && facts.inodes[0].used == 123_456 && facts.inodes[0].free == 1_234_567)
  }

  @Test(arguments: [
    ("1K-blocks      Used Available Use%", 1024), ("1024-blocks     Used Available Capacity", 1024),
    ("1B-blocks        Used   Available Use%", 1), ("1M-blocks  Used Available Use%", 1 << 20),
    ("512-blocks  Used Available Capacity", 512),
  ])
  func dfInBlocks(_ columns: String, _ unit: Int64) throws {
    let text = "Filesystem     \(columns) Mounted on\n/dev/mapper/a--very--long--name\n   1000 400  600  40% /var/lib\n"
    let row = try #require(read(text)?.filesystems.first)
    #expect(row.device == "/dev/mapper/a--very--long--name" && row.mountPoint == "/var/lib" && row.type == "")
    #expect(row.size == 1000 * unit && row.used == 400 * unit && row.available == 600 * unit)
  }

  @Test func remarksBehindARowAreNoPartOfItsMountPoint() {
    let facts = read(
      "Filesystem Size Used Avail Use% Mounted on\n/dev/a 20G 20G 0 100% /   # full!\n/dev/b 9G 1G 8G 12% /srv <- here\n"
    )
    #expect(facts?.filesystems.map(\.mountPoint) == ["/", "/srv"])
  }

  @Test func dfOfNonsenseIsNoRow() {
    let facts = read(
      "Filesystem Size Used Avail Use% Mounted on\n/dev/a x y z 1% /\n/dev/b 99999999E 0 0 1% /\n- - -\n")
    #expect(facts?.format == "df" && facts?.filesystems.isEmpty == true)
  }

  @Test(arguments: [
    ("Filesystem Inodes IUsed IFree IUse% Mounted on", "/dev/a 100 60 40 60% /var/lib", ""),
    ("Filesystem Type Inodes IUsed IFree IUse% Mounted on", "/dev/a ext4 100 60 40 60% /var/lib", "ext4"),
    ("Filesystem Inodes Used Available Use% Mounted on", "/dev/a 100 60 40 60% /var/lib", ""),
    ("Dateisystem Inodes IBenutzt IFrei IUse% Eingehängt auf", "/dev/a 100 60 40 60% /var/lib", ""),
    ("文件系统 Inode 已用(I) 可用(I) 已用(I)% 挂载点", "/dev/a 100 60 40 60% /var/lib", ""),
  ])
  func inodesAreNoBytes(_ header: String, _ row: String, _ type: String) throws {
    let facts = try #require(read("\(header)\n\(row)\n"))
    #expect(facts.format == "df" && facts.filesystems.isEmpty)
    let inodes = try #require(facts.inodes.first)
    #expect(inodes.total == 100 && inodes.used == 60 && inodes.free == 40 && inodes.type == type)
    #expect(inodes.mountPoint == "/var/lib" && inodes.device == "/dev/a")
  }

  @Test func roundedInodesCountInThousandsAndTwentyFour() throws {
    let row = try #require(
      read("Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/a 16M 768K 15M 5% /\n")?.inodes.first)
    #expect(row.total == 16 << 20 && row.used == 768 << 10)
  }

  @Test func aFilesystemThatCountsNoInodesHasNoRow() {
    #expect(read("Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/a 0 0 0 - /boot/efi\n")?.inodes.isEmpty == true)
  }

  @Test func outputOfAllColumnsHoldsBoth() throws {
    let facts = try #require(
      read(
        """
        Filesystem     Type  Inodes  IUsed IFree IUse% 1K-blocks Used Avail Use% File Mounted on
        /dev/sda1      ext4     100     60    40   60%      1000  400   600  40% -    /var/lib

        """))
    #expect(facts.inodes.map(\.total) == [100] && facts.filesystems.map(\.size) == [1_024_000])
    #expect(facts.inodes[0].mountPoint == "/var/lib" && facts.filesystems[0].mountPoint == "/var/lib")
  }

  @Test(arguments: [
    "Dateisystem    Größe Benutzt Verf. Verw% Eingehängt auf", "Sys. de fichiers Taille Utilisé Dispo Uti% Monté sur",
    "S.ficheros     Tamaño Usados  Disp Uso% Montado en", "File system     Dim. Usati Dispon. Uso% Montato su",
    "Sist. Arq.      Tam. Usado Disp. Uso% Montado em",
    "Файловая система Размер Использовано  Дост Использовано% Cмонтировано в",
    "文件系统        容量  已用  可用 已用% 挂载点", "ファイルシス   サイズ  使用  残り 使用% マウント位置",
    "System plików  rozm. użyte dost. %uż. zamont. na",
  ])
  func headersOfOtherLanguages(_ header: String) throws {
    let facts = try #require(read("\(header)\n/dev/sda1        20G     18G  1,5G   94% /\n"))
    let row = try #require(facts.filesystems.first)
    #expect(row.size == 20 << 30 && row.used == 18 << 30 && row.available == 3 << 29 && row.mountPoint == "/")
  }

  @Test(arguments: [("1MB-blocks", 1_000_000), ("1K-Blöcke", 1024), ("512B-blocks", 512), ("1G-blocks", 1 << 30)])
  func unitsOfHeaders(_ title: String, _ unit: Int64) throws {
    let row = try #require(
      read("Filesystem \(title) Used Available Use% Mounted on\n/dev/a 10 4 6 40% /\n")?.filesystems.first)
    #expect(row.size == 10 * unit && row.available == 6 * unit)
  }

  @Test func aWrappedDeviceWithItsTypeInTheNextLine() throws {
    let row = try #require(
      read(
        """
        Filesystem                           Type  Size  Used Avail Use% Mounted on
        nas.example.com:/export/with/a/long/path
                                             nfs4   10G  4.0G  6.0G  40% /mnt/nas

        """)?.filesystems.first)
    #expect(row.device == "nas.example.com:/export/with/a/long/path" && row.type == "nfs4" && row.size == 10 << 30)
  }

  @Test func aDeviceWithBlanksIsOneDevice() throws {
    let row = try #require(
      read("Filesystem 1K-blocks Used Available Use% Mounted on\n//nas/my share 1000 400 600 40% /mnt/a b\n")?
        .filesystems.first)
    #expect(row.device == "//nas/my share" && row.mountPoint == "/mnt/a b" && row.size == 1_024_000)
  }
}
