/**
 * waSCC actors as an AWS Lambda function. {@link dev.wascc.lambda.ActorFunction} is the function: actors of a manifest, and the way of an
 * event to one of them. It has two doors: {@link dev.wascc.lambda.Bootstrap}, a custom runtime, and
 * {@link dev.wascc.lambda.ActorHandler}, for the managed Java runtimes.
 */
@NullMarked
package dev.wascc.lambda;

import org.jspecify.annotations.NullMarked;
