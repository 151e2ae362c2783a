import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions

def log = new File(basedir, 'build.log').text
def signed = new File(basedir, 'target/sign-and-verify-1.0-signed.wasm')
assert signed.isFile()
assert log.contains('signature OK, hash OK')
assert log.contains('"caps":["wascc:keyvalue"]')
assert log.count('Signed a.wasm') == 1
assert log.count('up to date, not signed again') == 1
assert log.contains('is in') && log.contains('already')
def key = new File(basedir, 'target/account.nk')
assert PosixFilePermissions.toString(Files.getPosixFilePermissions(key.toPath())) == 'rw-------'
assert !log.contains(key.text)
assert log.contains('wascc:verify')
return true
