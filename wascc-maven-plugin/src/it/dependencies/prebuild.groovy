import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

new File(basedir, 'actors.jar').withOutputStream { file ->
    def zip = new ZipOutputStream(file)
    zip.putNextEntry(new ZipEntry('com/acme/greeter.wasm'))
    zip.write(new File(basedir, 'a.wasm').bytes)
    zip.close()
}
return true
