package dev.wascc.host.manifest;

import dev.wascc.document.DocumentException;
import dev.wascc.provider.Binding;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes the part of providers where a manifest asks for mocks; it is also where the built-in providers of such a host come from. */
@FunctionalInterface
public interface Mocking {
    /**
     * Serves a binding by a mock, whatever else would serve it; said before the binding is made.
     *
     * @param binding without values: a mock is told none of what the real provider would be
     * @param answers a file of canned answers; absent: none
     * @throws DocumentException the file cannot be read, or says what nobody understands
     */
    void mock(Binding binding, @Nullable Path answers) throws DocumentException;
}
