"""What was said to be saved is saved, once, although the program is killed in the middle. The long storm: storm.py."""

from pathlib import Path

from tests import schools
from tests.crash.storm import rage


def test_nothing_that_was_acknowledged_is_lost_or_doubled_by_thirty_kills(demo_folder: Path, tmp_path: Path) -> None:
    report = rage(schools.copy(demo_folder, tmp_path / "data"), kills=30, clients=16)
    assert report.is_fine, f"{report}\n{report.lost[:3]} {report.doubled[:3]} {report.faults[:3]} {report.odd[:3]}"
