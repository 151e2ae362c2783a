/**
 * What Lambda hands to a function and takes from it, as waSCC messages: {@link dev.wascc.lambda.event.LambdaEvent} tells what an event is,
 * {@link dev.wascc.lambda.event.HttpEvent} is one of the HTTP forms, {@link dev.wascc.lambda.event.BatchEvent} one of records.
 */
@NullMarked
package dev.wascc.lambda.event;

import org.jspecify.annotations.NullMarked;
