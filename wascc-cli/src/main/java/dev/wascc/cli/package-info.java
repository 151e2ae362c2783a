/** The command line: one class a command, each of which reads options, calls the libraries and prints. Start with {@link dev.wascc.cli.Main}. */
@NullMarked
package dev.wascc.cli;

import org.jspecify.annotations.NullMarked;
