#!/usr/bin/env python3
"""Counts the single tests of a CTest run.

usage: tally.py REPORT.xml      (as ctest --output-junit writes it)

An executable of CTest holds many tests, so what is counted is what the framework inside says: QtTest's functions
and data rows (without initTestCase and cleanupTestCase, which test nothing), node:test's and unittest's cases. An
executable that says nothing, crashed, timed out or could not start counts as one test. Prints the failed and
skipped ones, then one last line: "N passed, N failed". Exits with 1 when one failed or none ran.
"""
import re
import sys
import xml.etree.ElementTree as xml

QT = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped, (\d+) blacklisted", re.M)
NODE = re.compile(r"^(?:#|ℹ) (pass|fail|cancelled|skipped) (\d+)\s*$", re.M)
PYTHON = re.compile(r"^Ran (\d+) tests? in .*\n\n(?:OK|FAILED)(?: \((.*)\))?", re.M)


def count(output, ok):
    """(passed, failed, skipped) of one executable; `ok` is what CTest saw of its exit code."""
    passed = failed = skipped = 0
    for found in QT.finditer(output):
        # A class whose initTestCase failed reports fewer passes than those two.
        passed += max(0, int(found[1]) - 2)
        failed += int(found[2]) + int(found[4])
        skipped += int(found[3])
    node = dict((what, int(number)) for what, number in NODE.findall(output))
    passed += node.get("pass", 0)
    failed += node.get("fail", 0) + node.get("cancelled", 0)
    skipped += node.get("skipped", 0)
    for found in PYTHON.finditer(output):
        detail = dict(part.split("=") for part in (found[2] or "").split(", ") if "=" in part)
        bad = int(detail.get("failures", 0)) + int(detail.get("errors", 0))
        left_out = int(detail.get("skipped", 0))
        passed += max(0, int(found[1]) - bad - left_out)
        failed += bad
        skipped += left_out
    if not ok and failed == 0:
        failed = 1
    if ok and passed + failed + skipped == 0:
        passed = 1
    return passed, failed, skipped


def main(path):
    passed = failed = skipped = 0
    try:
        cases = xml.parse(path).getroot().iter("testcase")
    except (OSError, xml.ParseError) as error:
        print(f"no readable report of the tests: {error}")
        print("0 passed, 1 failed")
        return 1
    for case in cases:
        ok = case.get("status") == "run"
        good, bad, left_out = count(case.findtext("system-out") or "", ok)
        passed, failed, skipped = passed + good, failed + bad, skipped + left_out
        if bad:
            why = case.find("failure")
            message = (why.get("message") or "") if why is not None else case.get("status")
            print(f"failed: {case.get('name')} ({bad} of {good + bad}) {message}".rstrip())
        if left_out:
            print(f"skipped: {case.get('name')} ({left_out})")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
