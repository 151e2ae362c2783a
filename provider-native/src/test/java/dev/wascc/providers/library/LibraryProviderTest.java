package dev.wascc.providers.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.DispatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries that cc builds: the C sample, and odd ones. */
@Timeout(60)
class LibraryProviderTest {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    @TempDir
    Path directory;

    @BeforeAll
    static void requireCompiler() {
        CCompiler.require();
    }

    private Path sample() throws Exception {
        return CCompiler.library(directory, "loud", CCompiler.ROOT.resolve("samples/native-provider-c/loud.c"));
    }

    private Path odd(String... options) throws Exception {
        return CCompiler.library(directory, "odd", CCompiler.ROOT.resolve("provider-native/src/test/c/odd.c"), options);
    }

    @Test
    void the_c_sample_is_a_provider() throws Exception {
        LibraryProvider provider = LibraryProvider.load(sample(), null);
        CapabilityDescriptor descriptor = provider.descriptor();
        assertThat(descriptor.id()).isEqualTo("sample:loud");
        assertThat(descriptor.name()).isEqualTo("loud (C sample)");
        assertThat(descriptor.operations())
                .containsExactly(
                        new CapabilityDescriptor.Operation("Shout", CapabilityDescriptor.Direction.TO_PROVIDER, ""));
        provider.start((actor, operation, payload) -> payload);
        provider.bind(Binding.of(ACTOR, "sample:loud", Map.of("A", "b")));
        assertThat(provider.handle(ACTOR, "Shout", "hear, hear".getBytes(UTF_8)))
                .isEqualTo("HEAR, HEAR".getBytes(UTF_8));
        assertThat(provider.handle(ACTOR, "Shout", new byte[0])).isEmpty();
        assertThatThrownBy(() -> provider.handle(ACTOR, "Whisper", new byte[0])).hasMessage("bad dispatch");
        // What only the host may ask, an actor asks in vain.
        assertThatThrownBy(() -> provider.handle(ACTOR, "BindActor", new byte[0]))
                .hasMessage("bad dispatch");
        assertThatThrownBy(() -> provider.handle("system", "BindActor", new byte[0]))
                .hasMessageContaining("system");
        provider.unbind(ACTOR);
        provider.close();
        assertThatThrownBy(() -> provider.handle(ACTOR, "Shout", new byte[0])).hasMessageContaining("is closed");
        provider.close();
    }

    @Test
    void many_threads_at_once_each_get_their_own_answer() throws Exception {
        LibraryProvider provider = LibraryProvider.load(sample(), null);
        provider.start((actor, operation, payload) -> payload);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String text = "call " + i;
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(provider.handle(ACTOR, "Shout", text.getBytes(UTF_8)), UTF_8)
                            .equals(text.toUpperCase(java.util.Locale.ROOT));
                } catch (LibraryException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        assertThat(all).allMatch(CompletableFuture::join);
        provider.close();
    }

    @Test
    void a_library_calls_actors_from_a_thread_of_its_own() throws Exception {
        LibraryProvider provider = LibraryProvider.load(odd(), null);
        AtomicReference<String> heard = new AtomicReference<>();
        provider.start((actor, operation, payload) -> {
            heard.set(actor + " " + operation + " " + new String(payload, UTF_8));
            return "heard".getBytes(UTF_8);
        });
        for (int i = 0; i < 100; i++) {
            assertThat(provider.handle(ACTOR, "Thread", new byte[0])).isEqualTo("heard".getBytes(UTF_8));
        }
        assertThat(heard).hasValue(ACTOR + " Hear from a thread");
        provider.close();
    }

    @Test
    void what_an_actor_fails_with_comes_back_as_a_text_and_nothing_is_thrown_into_the_library() throws Exception {
        LibraryProvider provider = LibraryProvider.load(odd(), null);
        provider.start((actor, operation, payload) -> {
            throw new DispatchException("no such actor");
        });
        assertThatThrownBy(() -> provider.handle(ACTOR, "Thread", new byte[0])).hasMessage("no such actor");
        provider.close();
        LibraryProvider other = LibraryProvider.load(odd(), null);
        other.start((actor, operation, payload) -> {
            throw new StackOverflowError("deep");
        });
        assertThatThrownBy(() -> other.handle(ACTOR, "Thread", new byte[0])).hasMessage("deep");
        other.close();
    }

    @Test
    void an_answer_that_is_too_large_and_a_status_without_a_text_are_errors() throws Exception {
        LibraryProvider provider = LibraryProvider.load(odd(), null);
        assertThatThrownBy(() -> provider.handle(ACTOR, "Huge", new byte[0]))
                .hasMessageContaining("1099511627776 bytes");
        assertThatThrownBy(() -> provider.handle(ACTOR, "Error", new byte[0])).hasMessageContaining("status 77");
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-DRUST|is a provider for Rust hosts",
                "-DNOTHING|is no capability provider",
                "-DVERSION=2|speaks version 2 of the native interface",
                "-DLACKS|lacks a function",
                "-DNULL_PROVIDER|answered NULL",
                "-DBAD_DESCRIPTOR|does not say what it provides"
            })
    void a_library_that_is_no_provider_is_refused(String option, String why) throws Exception {
        Path library = odd(option);
        assertThatThrownBy(() -> LibraryProvider.load(library, null))
                .isInstanceOf(LibraryException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("odd.so");
    }

    @Test
    void a_file_that_is_no_library_is_refused() throws Exception {
        Path text = Files.writeString(directory.resolve("libtext.so"), "not an ELF");
        assertThatThrownBy(() -> LibraryProvider.load(text, null))
                .hasMessageContaining("no library that this system loads");
        assertThatThrownBy(() -> LibraryProvider.load(directory.resolve("none.so"), null))
                .hasMessageContaining("there is no library");
    }

    @Test
    void nothing_of_a_library_of_another_digest_runs() throws Exception {
        Path mark = directory.resolve("ran");
        Path library = odd("-DMARK=\"" + mark + "\"");
        assertThatThrownBy(() -> LibraryProvider.load(library, "0".repeat(64)))
                .hasMessageContaining("it was not loaded");
        assertThatThrownBy(() -> LibraryProvider.load(library, "abc")).hasMessageContaining("64 hexadecimal digits");
        assertThat(mark).doesNotExist();
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library)));
        LibraryProvider.load(library, digest).close();
        assertThat(mark).exists();
    }
}
