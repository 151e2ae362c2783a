def log = new File(basedir, 'build.log').text
assert log.contains('mvn wascc:keygen')
assert !new File(basedir, 'target/none').exists()
assert !new File(basedir, 'target/missing-key-1.0-signed.wasm').exists()
return true
