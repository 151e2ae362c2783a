/** The log of a function: one JSON object a line on standard output, with the ids of the invocation it belongs to. */
@NullMarked
package dev.wascc.lambda.log;

import org.jspecify.annotations.NullMarked;
