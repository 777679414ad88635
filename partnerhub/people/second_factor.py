"""The second factor: a code from an app on somebody's own phone, asked for after the password or the link by mail.

The codes are TOTP (RFC 6238): six digits that change every 30 seconds. One step before and after is taken, since the
clocks of phones differ (5.2), and each step counts once. Ten recovery codes serve whoever has not their phone at hand.

The key of the codes is made from `seed` with the house's secret key, and recovery codes are kept as hashes made with
it, so that the database alone opens nothing.
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

import pyotp
from flask import current_app
from pyotp.exceptions import OTPVerificationError
from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.people import letters
from partnerhub.people.model import SignIn, User

STEPS_OFF = 1
CODES, GROUPS = 10, 3
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another one


class SecondFactor(Base):
    """Somebody's app. `since` is empty until they have typed a first code; `step` is the last one that was used."""

    __tablename__ = "second_factor"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    seed: Mapped[str]
    since: Mapped[datetime | None]
    step: Mapped[int] = mapped_column(default=0)
    user: Mapped[User] = relationship(lazy="joined")

    @classmethod
    def of(cls, user: Any) -> Self | None:
        """Theirs, set up or only begun; None where they have none."""
        return db.session.scalar(select(cls).where(cls.user_id == user.id))

    @classmethod
    def guards(cls, user: Any) -> bool:
        """Whether this person is asked for a code."""
        found = cls.of(user)
        return found is not None and found.since is not None

    @classmethod
    def begin(cls, user: Any) -> Self:
        """Begin to set one up, or go on with what was begun. One that is set up stays as it is."""
        found = cls.of(user)
        if found is None:
            found = cls(user_id=user.id, seed=secrets.token_urlsafe(32))
            db.session.add(found)
            db.session.flush()
        return found

    @property
    def key(self) -> str:
        """What the app is told, in base 32: 160 bits (RFC 4226, 4, R6)."""
        return base64.b32encode(sealed(f"second factor:{self.seed}").digest()[:20]).decode()

    def address(self, issuer: str) -> str:
        """What the QR code says (github.com/google/google-authenticator/wiki/Key-Uri-Format)."""
        return pyotp.TOTP(self.key).provisioning_uri(name=self.user.email, issuer_name=issuer)

    def takes(self, typed: str) -> bool:
        """Whether this code fits now and was not used before; it is used up by that."""
        code = digits(typed)
        if not re.fullmatch(r"[0-9]{6}", code):
            return False
        try:
            app = pyotp.TOTP(self.key)
            step = app.verify_and_get_timecode(code, for_time=clock.now(), valid_window=STEPS_OFF)
        except OTPVerificationError:
            return False
        if step <= self.step:
            return False
        self.step = step
        return True

    def opens_with(self, typed: str) -> bool:
        """Whether this is a good code of the app, or a recovery code that was not used; it is used up by that."""
        return self.since is not None and (self.takes(typed) or use_recovery_code(self.user, typed))

    def confirm(self, typed: str) -> list[str] | None:
        """Set it up with a first code, and answer the recovery codes; None where the code does not fit."""
        if self.since is not None or not self.takes(typed):
            return None
        self.since = clock.now()
        db.session.execute(update(SignIn).where(SignIn.user_id == self.user_id).values(is_limited=False))
        audit.record(self.user, "user.second_factor_on", self.user)
        letters.second_factor_changed(self.user, is_on=True)
        return make_recovery_codes(self.user)

    def remove(self, *, by: Any) -> None:
        """Ask for it no more. Where somebody else does that, they are signed out everywhere, and told."""
        user, is_own = self.user, by is not None and by.id == self.user_id
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
        db.session.delete(self)
        if not is_own:
            user.sign_out_everywhere()
        audit.record(by, "user.second_factor_off" if is_own else "user.second_factor_reset", user, name=user.name)
        letters.second_factor_changed(user, is_on=False)


class RecoveryCode(Base):
    """A code to write down: it works once, when the phone is not at hand."""

    __tablename__ = "recovery_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str]
    used_at: Mapped[datetime | None]


def make_recovery_codes(user: Any) -> list[str]:
    """Ten new codes, which are shown now and never again; the old ones work no more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS)) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, hash=hashed(code)) for code in codes)
    db.session.flush()
    return codes


def use_recovery_code(user: Any, typed: str) -> bool:
    """Whether this is one of theirs that was not used; it is used up by that."""
    mine = select(RecoveryCode).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    found = db.session.scalars(mine.where(RecoveryCode.hash == hashed(typed))).first()
    if found is None:
        return False
    found.used_at = clock.now()
    audit.record(user, "user.recovery_code", user)
    return True


def codes_left(user: Any) -> int:
    """How many recovery codes still work."""
    left = select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(left) or 0


def digits(typed: str) -> str:
    """What was typed without spaces, and with the digits of any script as 0 to 9."""
    kept: Sequence[str] = [letter for letter in typed if not letter.isspace()]
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in kept)


def hashed(code: str) -> str:
    """What is stored of a recovery code, however it was typed."""
    return sealed("recovery code:" + re.sub(r"[^0-9a-z]", "", code.lower())).hexdigest()


def sealed(text: str) -> "hmac.HMAC":
    """A text under the house's secret key."""
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text.encode(), hashlib.sha256)
