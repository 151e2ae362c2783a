/**
 * What all providers of {@code wascc:keyvalue} share: {@link dev.wascc.provider.keyvalue.KeyValueStore} is for one of them to implement, and
 * {@link dev.wascc.provider.keyvalue.KeyValueOperations} reads the requests and writes the answers.
 */
@NullMarked
package dev.wascc.provider.keyvalue;

import org.jspecify.annotations.NullMarked;
