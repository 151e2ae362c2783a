package dev.wascc.gate.report;

import dev.wascc.gate.GateReport;

/** One format. */
interface Report {
    String render(GateReport checked, ReportOrigin origin);
}
