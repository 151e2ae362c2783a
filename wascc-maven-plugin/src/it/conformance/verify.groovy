import groovy.json.JsonSlurper

def cases = new JsonSlurper().parse(new File(basedir, '../../../../conformance/cases.json')).cases.findAll { !it.at }
assert cases.size() > 350
def log = new File(basedir, 'build.log').text
def failures = log.readLines().findResults { line ->
    def failure = line =~ /on project ([\w-]+): (.*)/
    line.contains('Failed to execute goal') && failure.find() ? [failure.group(1), failure.group(2)] : null
}.collectEntries()

def wrong = cases.findResults {
    def said = failures[it.id]
    def ids = said == null ? null : (said =~ /WASCC-[A-Z]\d{3}/).collect { id -> id }.toSet()
    def right = it.exitCode == 0 ? said == null : ids == it.rules.toSet()
    right ? null : "${it.id}: expected ${it.exitCode} ${it.rules}, the goal said: ${said}"
}
assert wrong == []

// Every refusal is one that the goal means.
assert !(log =~ /Caused by: (?!org\.apache\.maven\.plugin\.MojoFailureException)/)
return true
