package dev.wascc.actor.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorCompilerTest {
    /** Asks for the time, which is 0 in an actor. */
    static final class Plain {
        private Plain() {}

        public static void main(String[] args) {
            System.out.println("lost " + System.currentTimeMillis());
        }
    }

    /** Needs a function that no waPC host offers. */
    static final class Power {
        private Power() {}

        public static void main(String[] args) {
            if (Math.pow(args.length, 2.5) > 3) {
                throw new IllegalStateException();
            }
        }
    }

    @TempDir
    Path directory;

    private Path compile(String mainClass) throws Exception {
        Path module = directory.resolve("actor.wasm");
        new ActorCompiler(List.of(new File("target/test-classes")), 16)
                .compile(mainClass, module, directory.resolve("work"));
        return module;
    }

    @Test
    void the_clock_and_the_console_leave_no_import() throws Exception {
        assertThat(ModuleImports.of(Files.readAllBytes(compile(Plain.class.getName()))))
                .isEmpty();
    }

    @Test
    void arithmetic_that_only_the_host_could_do_is_refused_and_not_answered_with_0() {
        assertThatThrownBy(() -> compile(Power.class.getName()))
                .isInstanceOf(ActorCompiler.CompilationException.class)
                .hasMessageContaining("no waPC host offers")
                .hasMessageContaining("pow");
        assertThat(directory.resolve("actor.wasm")).doesNotExist();
    }

    @Test
    void a_main_class_that_is_not_there_is_refused_by_name() {
        assertThatThrownBy(() -> compile("com.example.Missing"))
                .isInstanceOf(ActorCompiler.CompilationException.class)
                .hasMessageContaining("com.example.Missing");
    }
}
