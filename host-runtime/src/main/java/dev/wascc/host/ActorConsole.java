package dev.wascc.host;

import dev.wascc.wapc.ConsoleLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a guest writes to its console, on one line of the host's log. */
final class ActorConsole implements ConsoleLog {
    private static final int MAX_LENGTH = 8192;

    private final Logger log;

    ActorConsole(String actorName) {
        this.log = LoggerFactory.getLogger("wascc.actor." + actorName.replaceAll("[^A-Za-z0-9_-]", "_"));
    }

    @Override
    public void log(String text) {
        if (log.isInfoEnabled()) {
            String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "… (cut)" : text;
            log.info(cut.codePoints()
                    .collect(StringBuilder::new, ActorConsole::append, StringBuilder::append)
                    .toString());
        }
    }

    private static void append(StringBuilder line, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                line.append(String.format("\\u%04x", c));
            default -> line.appendCodePoint(c);
        }
    }
}
