import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
def zip = new File(basedir, 'target/lambda-1.0-lambda.zip')
def names = new ZipFile(zip).withCloseable { it.entries().collect { entry -> entry.name } }
assert names.contains('manifest.yaml') && names.contains('target/lambda-1.0-signed.wasm')
assert names.any { it.startsWith('.wascc/code/') }
assert log =~ /lambda-1.0-lambda.zip  0.0 MB: .wascc\/ manifest.yaml target\//
assert log.contains('"statusCode":200')
assert log =~ /REPORT RequestId: [0-9a-f-]{36}\tDuration: /
assert log.contains('the package is refused: WASCC-F003  the actor ../target/lambda-1.0-signed.wasm')
return true
