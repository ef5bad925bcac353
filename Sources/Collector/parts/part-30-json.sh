
# --- JSON and checksums -----------------------------------------------------------------------------------------------

# Reads bytes, writes a JSON string in ASCII. Bytes that are not UTF-8 become U+FFFD. Works on hexadecimal digits because
# no two awks agree on bytes above 127.
json_string() {
  dd bs=4096 count=1 2>/dev/null | od -An -v -tx1 | awk '
    function unit(code) { printf "\\u%04x", code }
    function emit(code) {
      if (code == 34 || code == 92) printf "\\%c", code
      else if (code == 10) printf "\\n"
      else if (code == 9) printf "\\t"
      else if (code >= 32 && code < 127) printf "%c", code
      else if (code < 65536) unit(code)
      else { code -= 65536; unit(55296 + int(code / 1024)); unit(56320 + code % 1024) }
    }
    function broken() { if (wanted) { unit(65533); wanted = 0 } }
    function start(byte) {
      if (byte < 128) emit(byte)
      else if (byte >= 194 && byte < 224) { wanted = 1; code = byte - 192; least = 128 }
      else if (byte >= 224 && byte < 240) { wanted = 2; code = byte - 224; least = 2048 }
      else if (byte >= 240 && byte < 245) { wanted = 3; code = byte - 240; least = 65536 }
      else unit(65533)
    }
    BEGIN { for (i = 0; i < 16; i++) digit[substr("0123456789abcdef", i + 1, 1)] = i; printf "\"" }
    {
      for (i = 1; i <= NF; i++) {
        byte = digit[substr($i, 1, 1)] * 16 + digit[substr($i, 2, 1)]
        if (wanted && byte >= 128 && byte < 192) {
          code = code * 64 + byte - 128
          if (--wanted) continue
          if (code < least || code > 1114111 || (code >= 55296 && code <= 57343)) unit(65533)
          else emit(code)
        } else { broken(); start(byte) }
      }
    }
    END { broken(); printf "\"" }'
}

json_text() {
  # shellcheck disable=SC3026 # ^ is a character of the set: printable ASCII without quotes and backslashes
  case $1 in
    *[!]\ !#-[^-~]*) printf '%s' "$1" | json_string ;;
    *) printf '"%s"' "$1" ;;
  esac
}

json_text_or_null() {
  if [ -n "$1" ]; then json_text "$1"; else printf null; fi
}

# Reads names of files, writes lines `SHA256  NAME`; nothing where no tool can.
checksums() {
  if has sha256sum; then
    xargs sha256sum
  elif has shasum; then
    xargs shasum -a 256
  elif has openssl; then
    xargs openssl dgst -sha256 -r | sed 's/ \*/  /'
  else
    cat >/dev/null
  fi
}

# A command as one could paste it.
display() {
  line=
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_./:=@,%+-]*) word="'$word'" ;;
    esac
    line="$line${line:+ }$word"
  done
  printf '%s' "$line"
}
