"""Passwords: long rather than complicated, never a common one, stored as argon2id.

Source: NIST SP 800-63B-4, 3.1.1.2 (length, no composition rules, a list of common passwords); OWASP Password Storage
Cheat Sheet (argon2id with 46 MiB and one pass).
"""

from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

SHORTEST, LONGEST = 12, 256
COMMON = Path(__file__).with_name("common_passwords.txt")
hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
two_at_a_time = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """The password as it is stored. Takes some 50 ms and 46 MiB: keep it out of writing transactions."""
    with two_at_a_time:
        return hasher.hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Whether this is the password.

    Takes as long for an account that has none or is not there, so that nobody can tell which addresses have one.
    """
    with two_at_a_time:
        try:
            return hasher.verify(stored or of_nobody(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def of_nobody() -> str:
    """A hash to compare with where there is no account."""
    return hasher.hash("nobody has this password")


@cache
def common() -> frozenset[str]:
    """Passwords that attackers try first."""
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def problem_with(password: str) -> str | None:
    """Why this cannot be a password, None where it can."""
    if len(password) < SHORTEST:
        return _("Use at least %(number)d characters. A few words in a row are easy to remember.", number=SHORTEST)
    if len(password) > LONGEST:
        return _("Use at most %(number)d characters.", number=LONGEST)
    if password.lower() in common() or len(set(password)) < 4:
        return _("This password is one of those that attackers try first. Please choose another.")
    return None
