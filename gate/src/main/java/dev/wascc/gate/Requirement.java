package dev.wascc.gate;

import dev.wascc.claims.Finding;
import java.util.List;

/** One thing that a rule of a policy asks of an actor. */
interface Requirement {
    /** What is wrong with the candidate by this requirement; empty where nothing is. */
    List<Finding> judge(Candidate candidate);
}
