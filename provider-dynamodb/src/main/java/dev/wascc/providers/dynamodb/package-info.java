/** {@code wascc:keyvalue} in a table of Amazon DynamoDB, or of what speaks its API. */
@NullMarked
package dev.wascc.providers.dynamodb;

import org.jspecify.annotations.NullMarked;
