import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def log = new File(basedir, 'build.log').text
def failed = { module, why ->
    assert log =~ /on project $module: $why/
}
// A policy that is not in order, or not there, never means pass.
failed('misspelt', /misspelt\/misspelt\.yaml:6:5: .*capabilites.*did you mean capabilities/)
failed('missing', /there is no file no-such-policy\.yaml, which <policy> names; it was looked for in .*missing.*gate/)

// What a recorded run does not show is claimed for nothing.
failed('used', /1 policy violation: WASCC-L00\d/)

// Two modules never write one report; whichever came second says so.
def second = log.readLines().findAll { it =~ /^\[ERROR\] Failed to execute goal .*one\.sarif is that of it:(first|second):/ }
assert second.size() == 1
assert new File(basedir, 'target/one.sarif').isFile()

// Warnings are shown, and pass.
assert log =~ /WARNING\] warned: WASCC-P003 capability wascc:keyvalue is denied.*\(warn\.yaml:7\)/
assert log.contains('warned: signature OK, hash OK, 1 capability claimed, rule "*"')
assert log =~ /(?m)^::warning file=warned\/pom\.xml,line=10,col=24,title=WASCC-P003 capability denied::warned\/target\/warned-1\.0-signed\.wasm: /
def target = new File(basedir, 'warned/target')
def sarif = new JsonSlurper().parse(new File(target, 'wascc-verify.sarif')).runs[0]
assert sarif.results*.level == ['warning']
assert sarif.results[0].locations[0].physicalLocation.artifactLocation.uri == 'warned/pom.xml'
assert sarif.results[0].relatedLocations[0].physicalLocation.artifactLocation.uri == 'warn.yaml'
def gitlab = new JsonSlurper().parse(new File(target, 'wascc-verify-codequality.json'))
assert gitlab[0].location == [path: 'warned/pom.xml', lines: [begin: 10]]
assert new XmlSlurper().parse(new File(target, 'reports/gate.xml')).testsuite.@failures == '0'
assert new File(target, 'wascc-verify.md').text.startsWith('### wascc: passed')
return true
