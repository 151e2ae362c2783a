import java.nio.file.Files
import java.nio.file.Path

// The sample, and the same with one thing changed each time.
def sample = Path.of(basedir.path, '../../../../samples/ci-gate').normalize()
def files = ['pom.xml', 'wascc-policy.yaml', 'revision.lock', 'greeter/pom.xml', 'greeter/src/main/wasm/greeter.wasm', 'app/pom.xml',
             'keys/demo_account.nk']

def variant = { name, from, to ->
    files.each { file ->
        def target = Path.of(basedir.path, name, file)
        Files.createDirectories(target.parent)
        if (file.endsWith('pom.xml')) {
            def text = Files.readString(sample.resolve(file)).replace('com.example.gate', 'com.example.' + name)
            if (file == 'greeter/pom.xml' && from != null) {
                assert text.contains(from)
                text = text.replace(from, to)
            }
            Files.writeString(target, text)
        } else {
            Files.copy(sample.resolve(file), target)
        }
    }
}

variant('passes', null, null)
variant('denied', '<capability>wascc:http_server<', '<capability>wascc:blobstore<')
variant('stranger', '<issuer>${issuer}<', '<issuer>${project.basedir}/../../stranger_account.nk<')
variant('short', '<expiresDays>180<', '<expiresDays>10<')
variant('old', '<revision>12<', '<revision>11<')
variant('unsigned', '<goal>sign</goal><goal>verify</goal></goals>\n            <configuration>',
        '<goal>verify</goal></goals>\n            <configuration>\n              <files><file>src/main/wasm</file></files>')
variant('forged', '<goal>sign</goal><goal>verify</goal></goals>\n            <configuration>',
        '<goal>verify</goal></goals>\n            <configuration>\n              <files><file>../../*.wasm</file></files>')
return true
