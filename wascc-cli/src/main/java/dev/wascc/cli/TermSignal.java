package dev.wascc.cli;

import java.lang.reflect.Proxy;

/** SIGTERM, whose exit code the JVM would choose. By reflection: the JDK has no other way, and its compiler warns of this one. */
final class TermSignal {
    private TermSignal() {}

    /** Ends the process in the usual way with this code when SIGTERM comes; false where that cannot be had. */
    static boolean exitsWith(int code) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    TermSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(code);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), exit);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
