def log = new File(basedir, 'build.log').text
assert log.count('Signed a.wasm') == 2
assert new File(basedir, 'target/1.wasm').bytes == new File(basedir, 'target/2.wasm').bytes
assert log.contains('no file with an absolute path; it comes from module-path or from WASCC_PKCS11_MODULE')
assert log.contains('a PIN stands in the pkcs11: URI')
assert log.contains('the passphrase is not the right one')
assert log.contains('if it was the passphrase itself, take it for known to others')
// Nothing that a passphrase, a PIN or a key is made of, debug output included.
assert !log.contains('it-canary')
assert !log.contains(new File(basedir, 'signer.pem').readLines()[1])
return true
