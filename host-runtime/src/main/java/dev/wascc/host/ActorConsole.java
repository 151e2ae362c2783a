package dev.wascc.host;

import dev.wascc.provider.OneLine;
import dev.wascc.wapc.ConsoleLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a guest writes to its console, on one line of the host's log. */
final class ActorConsole implements ConsoleLog {
    private static final int MAX_NAME = 64;

    private final Logger log;

    ActorConsole(String actorName) {
        String name = actorName.substring(0, Math.min(MAX_NAME, actorName.length()));
        this.log = LoggerFactory.getLogger("wascc.actor." + name.replaceAll("[^A-Za-z0-9_-]", "_"));
    }

    @Override
    public void log(String text) {
        if (log.isInfoEnabled()) {
            log.info(OneLine.of(text));
        }
    }
}
