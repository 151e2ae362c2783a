package dev.wascc.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What may be used: the well-known capabilities by options of their own, any other by its id. */
final class CapabilityOptions {
    @Option(
            names = "--cap",
            paramLabel = "ID",
            completionCandidates = WellKnown.class,
            description = "A capability that may be used; repeat it for more.")
    List<String> ids = new ArrayList<>();

    @Option(names = "-c", hidden = true)
    List<String> oldIds = new ArrayList<>();

    @Option(names = "--keyvalue", description = "wascc:keyvalue")
    boolean keyvalue;

    @Option(names = "-k", hidden = true)
    void oldKeyvalue(boolean set) {
        keyvalue |= set;
    }

    @Option(names = "--messaging", description = "wascc:messaging")
    boolean messaging;

    @Option(
            names = {"-g", "--msg"},
            hidden = true)
    void oldMessaging(boolean set) {
        messaging |= set;
    }

    @Option(names = "--http-client", description = "wascc:http_client")
    boolean httpClient;

    @Option(names = "--http_client", hidden = true)
    void oldHttpClient(boolean set) {
        httpClient |= set;
    }

    @Option(names = "--http-server", description = "wascc:http_server")
    boolean httpServer;

    @Option(names = "--http_server", hidden = true)
    void oldHttpServer(boolean set) {
        httpServer |= set;
    }

    @Option(names = "--blob-store", description = "wascc:blobstore")
    boolean blobStore;

    @Option(
            names = {"-f", "--blob_store", "--blobstore"},
            hidden = true)
    void oldBlobStore(boolean set) {
        blobStore |= set;
    }

    @Option(names = "--logging", description = "wascc:logging")
    boolean logging;

    @Option(names = "-l", hidden = true)
    void oldLogging(boolean set) {
        logging |= set;
    }

    @Option(names = "--extras", description = "wascc:extras")
    boolean extras;

    @Option(names = "-z", hidden = true)
    void oldExtras(boolean set) {
        extras |= set;
    }

    @Option(names = "--events", description = "wascc:eventstreams")
    boolean events;

    @Option(
            names = {"-e", "--eventstreams"},
            hidden = true)
    void oldEvents(boolean set) {
        events |= set;
    }

    /** In the order that wascap writes them, whatever the order of the options. */
    List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        add(all, keyvalue, "wascc:keyvalue");
        add(all, messaging, "wascc:messaging");
        add(all, httpClient, "wascc:http_client");
        add(all, httpServer, "wascc:http_server");
        add(all, blobStore, "wascc:blobstore");
        add(all, logging, "wascc:logging");
        add(all, extras, "wascc:extras");
        add(all, events, "wascc:eventstreams");
        all.addAll(ids);
        all.addAll(oldIds);
        return List.copyOf(all);
    }

    private static void add(Set<String> all, boolean wanted, String capability) {
        if (wanted) {
            all.add(capability);
        }
    }

    /** What a shell proposes behind {@code --cap}. */
    static final class WellKnown implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(
                            "wascc:keyvalue",
                            "wascc:messaging",
                            "wascc:http_client",
                            "wascc:http_server",
                            "wascc:blobstore",
                            "wascc:logging",
                            "wascc:extras",
                            "wascc:eventstreams")
                    .iterator();
        }
    }
}
