/** Measurements; figures and how to get them are in benchmarks/README.md. */
@NullMarked
package dev.wascc.benchmarks;

import org.jspecify.annotations.NullMarked;
