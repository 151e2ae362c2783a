/**
 * {@code wascc:keyvalue} in one file, by H2's MVStore: {@link dev.wascc.providers.file.FileKeyValueProvider}. {@code FileStore} says how keys and their
 * items lie in its two maps.
 */
@NullMarked
package dev.wascc.providers.file;

import org.jspecify.annotations.NullMarked;
