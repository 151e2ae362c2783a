package dev.wascc.host;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A provider from a jar of its own, with what it needs in it: its class loader shows it the JDK, {@code dev.wascc.provider} and SLF4J, and
 * nothing else of the host. It is not sandboxed; that a class of it fails, or runs out of stack, is an error of one call. Closed, its
 * classes can go.
 */
public final class JarProvider implements CapabilityProvider {

    /** Something the provider does. */
    private interface Work<T> {
        T run() throws Exception;
    }

    private final CapabilityProvider provider;
    private final ProviderClassLoader loader;

    private JarProvider(CapabilityProvider provider, ProviderClassLoader loader) {
        this.provider = provider;
        this.loader = loader;
    }

    /**
     * Finds the provider that a jar names in {@code META-INF/services/dev.wascc.provider.CapabilityProvider}; there is to be one.
     *
     * @throws IOException there is no such file, none or several providers in it, or it cannot be made; the message says which
     */
    public static JarProvider open(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("there is no file " + jar);
        }
        ProviderClassLoader loader =
                new ProviderClassLoader(jar.toUri().toURL(), CapabilityProvider.class.getClassLoader());
        JarProvider opened = null;
        try {
            Iterator<CapabilityProvider> found =
                    ServiceLoader.load(CapabilityProvider.class, loader).iterator();
            if (!found.hasNext()) {
                throw new IOException(
                        jar + " names no provider in META-INF/services/" + CapabilityProvider.class.getName());
            }
            CapabilityProvider provider = found.next();
            if (found.hasNext()) {
                throw new IOException(jar + " names several providers; a jar has one");
            }
            opened = new JarProvider(provider, loader);
            return opened;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IOException("the provider of " + jar + " cannot be made: " + e.getMessage(), e);
        } finally {
            if (opened == null) {
                loader.close();
            }
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** With the jar's classes for what looks them up by the thread; what no caller expects becomes an exception. */
    private <T> T inside(Work<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.run();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Error e) {
            throw new IllegalStateException("the provider failed: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private <T> T certainly(Work<T> work) {
        try {
            return inside(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return certainly(provider::descriptor);
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return certainly(() -> provider.suits(values));
    }

    @Override
    public String suitedBy() {
        return certainly(provider::suitedBy);
    }

    @Override
    public void start(Dispatcher toActors) throws Exception {
        inside(() -> {
            provider.start(toActors);
            return true;
        });
    }

    @Override
    public void bind(Binding binding) throws Exception {
        inside(() -> {
            provider.bind(binding);
            return true;
        });
    }

    @Override
    public void unbind(String actor) throws Exception {
        inside(() -> {
            provider.unbind(actor);
            return true;
        });
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return inside(() -> provider.handle(actor, operation, payload));
    }

    @Override
    public List<String> endpoints(String actor) {
        return certainly(() -> provider.endpoints(actor));
    }

    @Override
    public String backend(String actor) {
        return certainly(() -> provider.backend(actor));
    }

    @Override
    public void checkHealth() throws Exception {
        inside(() -> {
            provider.checkHealth();
            return true;
        });
    }

    @Override
    public void drain() throws Exception {
        inside(() -> {
            provider.drain();
            return true;
        });
    }

    @Override
    public void close() throws Exception {
        try (loader) {
            inside(() -> {
                provider.close();
                return true;
            });
        }
    }
}
