/**
 * What every provider of a well-known capability does, as JUnit tests that any provider can run: extend the contract of the capability in a
 * test class, and hand over the provider.
 */
@NullMarked
package dev.wascc.provider.contract;

import org.jspecify.annotations.NullMarked;
