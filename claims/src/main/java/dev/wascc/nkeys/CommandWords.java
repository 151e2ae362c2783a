package dev.wascc.nkeys;

import java.util.ArrayList;
import java.util.List;

/** A command as words. Blanks part them; what stands between '…' or "…" is kept together. Nothing else means anything: no shell. */
final class CommandWords {
    private CommandWords() {}

    static List<String> of(String command) throws KeyAccessException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char c : command.toCharArray()) {
            if (quote != 0 ? c == quote : c == '\'' || c == '"') {
                quote = quote == 0 ? c : 0;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new KeyAccessException("the command of the key has a " + quote + " that is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new KeyAccessException("the key reference exec: needs a command: exec:PROGRAM ARGUMENTS");
        }
        return words;
    }
}
