#!/usr/bin/env python3
"""Runs a verifier over the cases of this corpus, a process each, and says where it is wrong. README.md says what right is."""

import argparse
import json
import pathlib
import re
import subprocess
import sys

CORPUS = pathlib.Path(__file__).resolve().parent
RULE = re.compile(r"WASCC-[SPL]\d{3}")
TRACE = re.compile(r"^\s+at [\w.$/]+\(|panicked at|Traceback \(most recent|Exception in thread", re.MULTILINE)


def arguments(case):
    """What a tool is called with, in the order of its options."""
    options = [("--trust", key) for key in case.get("trust", [])]
    options += [("--policy", CORPUS / case["policy"])] if "policy" in case else []
    options += [("--at", case["at"])] if "at" in case else []
    options += [("--used", CORPUS / trace) for trace in case.get("used", [])]
    options += [("--attestation", CORPUS / bundle) for bundle in case.get("attestations", [])]
    return [str(word) for option in options for word in option] + [str(CORPUS / case["module"])]


def faults(case, tool, verdicts):
    """What is wrong with the tool's answer; nothing where it is right."""
    done = subprocess.run(tool + arguments(case), capture_output=True, text=True, errors="replace", timeout=120)
    said = done.stdout + done.stderr
    if TRACE.search(said):
        yield "a stack trace"
    if (done.returncode == 0) != (case["exitCode"] == 0):
        yield "refused" if done.returncode else "ACCEPTED"
    if verdicts:
        return
    if done.returncode != case["exitCode"]:
        yield f"exit code {done.returncode}, not {case['exitCode']}"
    expected = set(case["rules"] + case.get("warnings", []))
    named = set(RULE.findall(said))
    if named != expected:
        yield f"named {sorted(named)}, not {sorted(expected)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="PATTERN", help="cases whose id has this regular expression in it")
    parser.add_argument("--verdicts", action="store_true", help="compare refused or not alone, no exit codes and rules")
    parser.add_argument("--no-policies", action="store_true", help="leave out what needs a policy, a trace or an attestation")
    parser.add_argument("tool", nargs="+", help="the command to put each case's options and module behind")
    given = parser.parse_args()

    cases = [case for case in json.loads((CORPUS / "cases.json").read_text())["cases"] if re.search(given.only, case["id"])]
    if given.no_policies:
        cases = [case for case in cases if not any(name in case for name in ("policy", "used", "attestations"))]
    wrong = 0
    for case in cases:
        found = list(faults(case, given.tool, given.verdicts))
        if found:
            wrong += 1
            print(f"{case['id']}: {'; '.join(found)}   ({case['what']})")
    print(f"{len(cases)} cases, {wrong} wrong")
    return 1 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
