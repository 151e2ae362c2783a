/**
 * Mocks of capability providers: in-memory behaviour, canned answers, faults and delays, recorded calls ({@link dev.wascc.mocks.MockProvider}),
 * cassettes of what real providers answered ({@link dev.wascc.mocks.Cassette}), and what calls are expected
 * ({@link dev.wascc.mocks.Expectations}). {@link dev.wascc.mocks.Mocks} puts them in the place of the providers of a host.
 */
@NullMarked
package dev.wascc.mocks;

import org.jspecify.annotations.NullMarked;
