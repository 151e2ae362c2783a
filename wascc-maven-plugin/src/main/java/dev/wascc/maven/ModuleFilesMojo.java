package dev.wascc.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Goals that look at signed modules. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class ModuleFilesMojo extends WasccMojo {
    /** The modules; by default the one that {@code sign} made. */
    @Parameter(property = "wascc.files")
    @Nullable
    List<File> files;

    @Parameter(defaultValue = "${project.build.directory}/${project.build.finalName}-signed.wasm", readonly = true)
    File signed;

    List<File> files() {
        return files == null || files.isEmpty() ? List.of(signed) : files;
    }
}
