/**
 * What a run of the gate found, in the formats that CI servers read: SARIF, JUnit XML, GitHub's workflow commands, GitLab's Code
 * Quality, Markdown. Names of files, and whatever a token holds, are hostile: each format escapes them by its own rules. Start at
 * {@link dev.wascc.gate.report.ReportTarget}.
 */
@NullMarked
package dev.wascc.gate.report;

import org.jspecify.annotations.NullMarked;
