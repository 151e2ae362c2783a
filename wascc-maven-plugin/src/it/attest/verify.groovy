import groovy.json.JsonSlurper
import java.security.MessageDigest

def sha256 = { file -> MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex().toString() }
def log = new File(basedir, 'build.log').text
def target = new File(basedir, 'target')
def signed = new File(target, 'attest-1.0-signed.wasm')

def envelope = new JsonSlurper().parse(new File(target, 'attest-1.0-signed.wasm.intoto.jsonl'))
assert envelope.payloadType == 'application/vnd.in-toto+json'
def statement = new JsonSlurper().parse(envelope.payload.decodeBase64())
assert statement.predicateType == 'https://slsa.dev/provenance/v1'
assert statement.subject*.name == ['attest-1.0-signed.wasm']
assert statement.subject[0].digest.sha256 == sha256(signed)

def definition = statement.predicate.buildDefinition
assert definition.externalParameters == [source: 'https://github.com/acme/greeter', project: 'it:attest:1.0', tool: 'wascc:attest']
assert definition.resolvedDependencies[0].digest.gitCommit == '0123456789abcdef0123456789abcdef01234567'
assert definition.resolvedDependencies.find { it.name == 'a.wasm' }.digest.sha256 == sha256(new File(basedir, 'a.wasm'))
def library = definition.resolvedDependencies.find { it.uri?.startsWith('pkg:maven/org.jspecify/jspecify@') }

// The SBOM is the one of cyclonedx-maven-plugin, which names the same dependency by the same URL and hash.
def bill = new File(target, 'attest-1.0-signed.cdx.json')
assert bill.bytes == new File(target, 'bom.json').bytes
assert statement.predicate.runDetails.byproducts == [[name: bill.name, digest: [sha256: sha256(bill)]]]
def component = new JsonSlurper().parse(bill).components.find { it.name == 'jspecify' }
assert component.purl == library.uri
assert component.hashes.find { it.alg == 'SHA-256' }.content == library.digest.sha256
assert statement.predicate.runDetails.builder.id == 'https://ci.acme.org'

// All of it is deployed.
def deployed = new File(target, 'repository/it/attest/1.0')
['attest-1.0-signed.wasm', 'attest-1.0-signed.wasm.intoto.jsonl', 'attest-1.0-signed.cdx.json'].each {
    assert new File(deployed, it).bytes == new File(target, it).bytes : it
}

// The second build makes nothing anew, and verifies all the same.
assert log.count('Signed a.wasm') == 1
assert log.count('not signed again') == 3
assert log.count('Attested attest-1.0-signed.wasm') == 1
assert log.count('not attested again') == 1
assert log.count('attest: signature OK, hash OK') == 2
assert log.contains('1 policy violation: WASCC-P015')
assert log =~ /an actor is refused: WASCC-P015/
return true
