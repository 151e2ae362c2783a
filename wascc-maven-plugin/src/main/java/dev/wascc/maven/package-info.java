/** The Maven goals {@code wascc:…}. Each reads parameters, calls the libraries, and reports; {@code WasccMojo} has what all of them share. */
@NullMarked
package dev.wascc.maven;

import org.jspecify.annotations.NullMarked;
