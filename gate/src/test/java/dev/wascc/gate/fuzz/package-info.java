/** Fuzz targets for everything that reads what strangers wrote; each throws its documented exception or nothing. docs/fuzzing.md. */
package dev.wascc.gate.fuzz;
