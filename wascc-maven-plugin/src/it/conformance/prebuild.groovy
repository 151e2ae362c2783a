import groovy.json.JsonSlurper

// A module for each case of the corpus; this goal has no clock but the machine's, so that cases of another instant are left out.
def corpus = new File(basedir, '../../../../conformance').canonicalFile
def cases = new JsonSlurper().parse(new File(corpus, 'cases.json')).cases.findAll { !it.at }
def list = { name, element, values -> values ? "<$name>" + values.collect { "<$element>$it</$element>" }.join() + "</$name>" : '' }
def file = { "$corpus/$it" }
cases.each {
  def directory = new File(basedir, it.id)
  directory.mkdirs()
  new File(directory, 'pom.xml').text = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>it</groupId><artifactId>conformance</artifactId><version>1.0</version></parent>
  <artifactId>${it.id}</artifactId>
  <build>
    <plugins>
      <plugin>
        <groupId>dev.wascc</groupId>
        <artifactId>wascc-maven-plugin</artifactId>
        <configuration>
          ${list('files', 'file', [file(it.module)])}
          ${list('trust', 'key', it.trust)}
          ${it.policy ? "<policy>${file(it.policy)}</policy>" : ''}
          ${list('used', 'file', it.used?.collect(file))}
          ${list('attestations', 'file', it.attestations?.collect(file))}
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
"""
}
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<!-- prebuild.groovy -->', cases.collect { "<module>${it.id}</module>" }.join('\n    '))
return true
