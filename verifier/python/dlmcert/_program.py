"""Finds the program and runs it."""

import json
import os
import shutil
import subprocess
from pathlib import Path


class ProgramError(Exception):
    """The program refused its input or failed; the text is its message."""

    def __init__(self, message, exit_code):
        super().__init__(message)
        self.exit_code = exit_code


def command():
    """The words that start the program: from DLMCERT, the PATH, or the repository around this file."""
    named = os.environ.get("DLMCERT")
    if named:
        return ["java", "-jar", named] if named.endswith(".jar") else [named]
    found = shutil.which("dlmcert")
    if found:
        return [found]
    for folder in Path(__file__).resolve().parents:
        launcher = folder / ("dlmcert.cmd" if os.name == "nt" else "dlmcert")
        if launcher.is_file() and (folder / "verifier").is_dir():
            return [str(launcher)]
    raise ProgramError(
        "the program dlmcert is not found: set DLMCERT to its launcher or to dlmcert.jar", 2
    )


def run(*arguments):
    """The program's JSON answer; exits 0, 1 and 3 are answers, any other is an error."""
    words = command()
    try:
        done = subprocess.run(
            words + [str(a) for a in arguments] + ["--json", "--quiet"],
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        )
    except OSError as absent:
        raise ProgramError(f"{words[0]} cannot be started: {absent.strerror}", 2) from absent
    if done.returncode not in (0, 1, 3) or not done.stdout.strip():
        raise ProgramError(done.stderr.strip() or f"exit {done.returncode}", done.returncode)
    return json.loads(done.stdout)
