#!/usr/bin/env python3
"""A program that runs without a display does not link the toolkit.

Usage: cli-links.py PROGRAM
"""
import subprocess
import sys

libraries = subprocess.run(["ldd", sys.argv[1]], check=True, capture_output=True, text=True).stdout
faults = [line.strip() for line in libraries.splitlines() if any(name in line for name in ("libgtk", "libgdk-3", "libadwaita"))]
for fault in faults:
    print(f"links {fault}")
sys.exit(1 if faults or "libglib-2.0" not in libraries else 0)
