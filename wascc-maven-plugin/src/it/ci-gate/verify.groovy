import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def failure = { variant ->
    def sarif = new JsonSlurper().parse(new File(basedir, "$variant/greeter/target/wascc-verify.sarif")).runs[0]
    sarif.results.findAll { it.level == 'error' }*.ruleId.unique()
}
assert failure('passes') == []
assert failure('denied') == ['WASCC-P003']
assert failure('stranger') == ['WASCC-S007']
assert failure('short') == ['WASCC-P009']
assert failure('old') == ['WASCC-P006']
assert failure('unsigned') == ['WASCC-S001']
assert failure('forged').contains('WASCC-S004')

// Each is told in one line of the log and one failure.
['1 policy violation: WASCC-P003', '1 signature violation: WASCC-S007', '1 policy violation: WASCC-P009', '1 policy violation: WASCC-P006',
 '1 signing violation: WASCC-S001'].each { assert log.contains("on project greeter: $it") : it }
assert log =~ /ERROR\] greeter: WASCC-P003 .*wascc:blobstore.* \(denied\/wascc-policy\.yaml:11\)/
assert !log.contains('\tat ')

// What passes is taken in by what depends on it, and what fails is not.
assert log.contains('com.example.passes:greeter:wasm:signed:1.4.0: signature OK, hash OK, 1 capability claimed, rule "payments-*"')
assert new File(basedir, 'passes/app/target/wascc-verify-dependencies.sarif').isFile()
assert !new File(basedir, 'denied/app/target').exists()

// Findings are at the line of the POM that asks.
def pom = new File(basedir, 'denied/greeter/pom.xml').readLines()
def result = new JsonSlurper().parse(new File(basedir, 'denied/greeter/target/wascc-verify.sarif')).runs[0].results[0]
def place = result.locations[0].physicalLocation
assert place.artifactLocation.uri.endsWith('denied/greeter/pom.xml')
assert pom[place.region.startLine - 1].contains('<configuration>')
assert result.analysisTarget.uri.endsWith('denied/greeter/target/greeter-1.4.0-signed.wasm')
return true
