/** Packages for AWS Lambda: a function's zip and the runtime layer, made reproducibly and checked before they are uploaded. */
@NullMarked
package dev.wascc.lambda.pack;

import org.jspecify.annotations.NullMarked;
