package dev.wascc.samples.lambdaevent;

import dev.wascc.actor.Actors;
import dev.wascc.actor.Log;

/** Takes any event, and answers with the same JSON whose texts are in upper case. */
public final class LambdaEvent {
    private LambdaEvent() {}

    public static void main(String[] args) {
        Actors.onEvent(LambdaEvent::transform);
    }

    static byte[] transform(byte[] event) {
        Log.info(event.length + " bytes");
        byte[] upper = event.clone();
        boolean text = false;
        for (int i = 0; i < upper.length; i++) {
            if (upper[i] == '"') {
                text = !text;
            } else if (text && upper[i] == '\\') {
                i++; // what is escaped stays as it is: \n is no \N
            } else if (text && upper[i] >= 'a' && upper[i] <= 'z') {
                upper[i] -= 'a' - 'A';
            }
        }
        return upper;
    }
}
