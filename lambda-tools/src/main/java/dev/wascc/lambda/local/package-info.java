/** A Lambda function on this machine: the Runtime API in this process, and API Gateway and load balancers in front of it. */
@NullMarked
package dev.wascc.lambda.local;

import org.jspecify.annotations.NullMarked;
