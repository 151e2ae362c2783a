package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.passes;
import static dev.wascc.gate.conformance.Case.refused;

import dev.wascc.gate.conformance.Case.Terms;
import java.time.Instant;
import java.util.List;

/** Claims that are over, or not yet. */
final class DateCases {
    private static final long MOMENT = Instant.parse("2026-11-24T12:00:00Z").getEpochSecond();
    private static final Terms THEN = Terms.TRUST.at("2026-11-24T12:00:00Z");

    private DateCases() {}

    static List<Case> all() {
        return List.of(
                refused(13, "S005", "expired", "expired in 2001", Forge.guest().expires(Forge.PAST))
                        .like("v05.expired"),
                refused(13, "S005", "exp-0", "expired in 1970", Forge.guest().expires(0))
                        .like("v05.exp-0"),
                refused(
                        13,
                        "S006",
                        "not-yet-valid",
                        "not valid before 2100",
                        Forge.guest().expires(Forge.FAR + 86400).claim("nbf", String.valueOf(Forge.FAR))),
                refused(
                        13,
                        "S006",
                        "nbf-2-53",
                        "not valid for some 285 million years",
                        Forge.guest().claim("exp", null).claim("nbf", "9007199254740992")),
                refused(
                                13,
                                "S005 S006",
                                "nbf-after-exp",
                                "expired in 2001, and not valid before 2100",
                                Forge.guest().expires(Forge.PAST).claim("nbf", String.valueOf(Forge.FAR)))
                        .like("v05.nbf-after-exp"),
                refused(
                        12,
                        "S003 S005",
                        "expired-and-forged",
                        "expired, and the signature is wrong",
                        Forge.guest().expires(Forge.PAST).signedBy(Key.STRANGER)),
                refused(
                        12,
                        "S005 S007",
                        "expired-and-not-trusted",
                        "expired, and signed by a stranger",
                        Forge.guest().expires(Forge.PAST).by(Key.STRANGER)),
                refused(
                        12,
                        "S003 S004 S006",
                        "nothing-right",
                        "not yet valid, for another module, and the signature is wrong",
                        Forge.guest()
                                .meta("hash", Forge.quoted(Bytes.hash(Wasm.OTHER_GUEST)))
                                .claim("nbf", String.valueOf(Forge.FAR))
                                .signedBy(Key.STRANGER)),
                refused(
                                13,
                                "S005",
                                "expired-a-second-ago",
                                "expired a second before",
                                Forge.guest().expires(MOMENT - 1))
                        .by(THEN),
                refused(
                                13,
                                "S006",
                                "valid-in-a-second",
                                "not valid before the next second",
                                Forge.guest().claim("nbf", String.valueOf(MOMENT + 1)))
                        .by(THEN),
                passes(
                                "expires-this-second",
                                "expires in the very second, as wascap has it",
                                Forge.guest().expires(MOMENT))
                        .by(THEN),
                passes(
                                "valid-this-second",
                                "valid from the very second",
                                Forge.guest().claim("nbf", String.valueOf(MOMENT)))
                        .by(THEN));
    }
}
