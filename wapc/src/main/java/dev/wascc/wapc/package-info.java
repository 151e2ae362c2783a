/**
 * Calling a waPC guest and answering its calls.
 *
 * <p>{@link dev.wascc.wapc.WapcModule} is compiled once, {@link dev.wascc.wapc.WapcGuest} is one running instance, and
 * {@link dev.wascc.wapc.HostCall} is what the guest may ask of its host. The engine is Chicory, and no other package knows that. Who
 * signed the module, and what it may do, is not known here.
 */
@NullMarked
package dev.wascc.wapc;

import org.jspecify.annotations.NullMarked;
