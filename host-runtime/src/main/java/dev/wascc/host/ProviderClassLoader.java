package dev.wascc.host;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** The classes of one jar, over the JDK's and the few that host and provider share. */
final class ProviderClassLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("dev.wascc.provider.", "org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    ProviderClassLoader(URL jar, ClassLoader host) {
        super("provider", new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return SHARED.stream().anyMatch(name::startsWith) ? host.loadClass(name) : super.loadClass(name, resolve);
    }
}
