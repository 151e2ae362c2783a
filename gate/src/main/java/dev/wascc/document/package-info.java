/** YAML and JSON documents whose every value knows its line and column, so that a refusal can say where. */
@NullMarked
package dev.wascc.document;

import org.jspecify.annotations.NullMarked;
