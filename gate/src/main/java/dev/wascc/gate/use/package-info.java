/**
 * Least privilege: what a module is granted against what it uses, as its imports and exports show it for certain, as its code and data
 * hint at it, and as a run has recorded it.
 */
@NullMarked
package dev.wascc.gate.use;

import org.jspecify.annotations.NullMarked;
