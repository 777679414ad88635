"""What we carry from others lies unchanged, with its name, version and licence."""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).parent.parent / "partnerhub" / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_the_manifest_names(entry):
    digest = hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest()
    assert digest == entry["sha256"]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_vendored_file_comes_with_its_licence(entry):
    assert entry["licence"]
    assert (VENDOR / entry["licence_file"]).read_text().strip()


def test_every_vendored_file_is_in_the_manifest():
    known = {"manifest.json"} | {entry[key] for entry in MANIFEST for key in ("file", "licence_file")}
    present = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert present == known
