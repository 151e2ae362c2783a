#!/bin/sh
set -eu
case "$1" in
public-key) echo ACZCZGZWAX2P5S7ZKVQT4CVZDNFSKRHGFN4H6FB7YS5IPUPUUS7KQSPK ;;
sign)
  t=$(mktemp -d); trap 'rm -r "$t"' EXIT; cat > "$t/message"
  openssl pkeyutl -sign -rawin -inkey signer.pem -in "$t/message" -out "$t/signature"
  base64 < "$t/signature" | tr -d '\n' ;;
esac
