import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text

// One that this build made is taken from the reactor, in whatever scope.
assert log.contains('it:lib:wasm:signed:1.0: signature OK, hash OK')

// One in a jar is found, and named by the jar's coordinates, at the line of the dependency.
assert log =~ /ERROR\] com\.acme:actors:jar:2\.0!\/com\/acme\/greeter\.wasm: WASCC-S001 /
assert log.contains('on project jarred: 1 signing violation: WASCC-S001')
def result = new JsonSlurper().parse(new File(basedir, 'jarred/target/wascc-verify-dependencies.sarif')).runs[0].results[0]
def place = result.locations[0].physicalLocation
assert place.artifactLocation.uri == 'jarred/pom.xml'
assert new File(basedir, 'jarred/pom.xml').readLines()[place.region.startLine - 1].contains('<dependency>')
assert result.analysisTarget.uri == 'com.acme%3Aactors%3Ajar%3A2.0%21/com/acme/greeter.wasm'

// It passes where it is excluded by name, or nobody looks; a name that is nobody's is told.
assert log.count('no Wasm in 0 dependencies') == 3 // the parent, lib, excluded
assert log.count('no Wasm in 1 dependency') == 1
assert log.contains('<excludes> has com.acme:none, which no dependency matches')
assert log.contains('on project misspelt: <includes> has com.acme:actor, which no dependency matches')
assert log.readLines().count { it.startsWith('[ERROR] Failed to execute goal') } == 2
return true
