// Only the project's own POM is filled in by the invoker.
def version = (new File(basedir, 'pom.xml').text =~ /wascc-maven-plugin<\/artifactId>\s*<version>([^<]+)/)[0][1]
def local = new File(basedir, 'local/pom.xml')
local.text = local.text.replace('@' + 'project.version' + '@', version)
return true
