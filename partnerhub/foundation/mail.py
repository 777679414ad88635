"""Mail: a row in the outbox, written in the same transaction as what it tells of, sent by the jobs.

So a mail is never sent about what was then rolled back, and never lost when the server is restarted. With no mail
server set, the principal reads the outbox and copies the links.

A link is for whoever gets the letter. Once that is sent it is blanked here, and so is one that nobody sent in 30 days,
since by then every link of ours has run out or can be asked for anew.
"""

import logging
import secrets
import smtplib
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask import current_app
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.smtp import connect

log = logging.getLogger("partnerhub.mail")
AT_ONCE = 20
CLAIMED_FOR = timedelta(minutes=10)
MOST_ATTEMPTS = 8
LINKS_KEPT = timedelta(days=30)
BLANK = "[...]"
NOWHERE = "@erased.invalid"  # the addresses of those who were erased; .invalid never leads anywhere (RFC 2606, 2)


class Mail(Base):
    """A mail that waits, was sent, or could not be.

    `once` names what the mail is about; a second one with the same name is not written. `claimed_by` is the process
    that is sending it, `begun_at` when it handed it to the server. `is_in_doubt`: that process was killed before it
    could note whether the server took it, so it may arrive twice. `is_unreachable`: the server said for good that
    nobody takes mail at that address. `batch` is what many mails have in common that go out
    together; they can be `held` back. `unsubscribe` is where one tap ends them (RFC 8058).
    """

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    link: Mapped[str | None]
    once: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    due: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_by: Mapped[str | None]
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    batch: Mapped[str | None] = mapped_column(index=True)
    is_held: Mapped[bool] = mapped_column(default=False)
    unsubscribe: Mapped[str | None]
    begun_at: Mapped[datetime | None]
    is_in_doubt: Mapped[bool] = mapped_column(default=False)
    is_unreachable: Mapped[bool] = mapped_column(default=False)

    @property
    def is_given_up(self) -> bool:
        """Whether nobody will try again by itself."""
        return self.sent_at is None and self.attempts >= MOST_ATTEMPTS


def write(
    to: str, subject: str, text: str, *, link: str | None = None, once: str | None = None, **more: str
) -> Mail | None:
    """Put a mail into the outbox.

    Args:
        to: the address.
        subject: one line.
        text: the whole letter, the link in it.
        link: the link once more, to be copied from the outbox.
        once: a name; where a mail of that name was written before, nothing happens.
        more: `batch` and `unsubscribe`, for a mail of many.
    """
    if to.endswith(NOWHERE):
        return None  # somebody whose address was erased
    if once and db.session.scalar(select(Mail.id).where(Mail.once == once)):
        return None
    mail = Mail(to=to, subject=" ".join(subject.split()), text=text, link=link, once=once, **more)
    db.session.add(mail)
    db.session.flush()
    return mail


def send_waiting() -> int:
    """Every minute: send what is due, and say how many were sent.

    A mail is claimed first, in a transaction of its own, so that two processes never send the same one.
    """
    if not current_app.config["SMTP_URL"]:
        return 0
    mails = claim()
    if not mails:
        return 0
    sent = 0
    try:
        with connect(current_app.config["SMTP_URL"]) as server:
            for mail in mails:
                sent += deliver(server, mail)
    except (OSError, smtplib.SMTPException) as problem:
        log.warning("mail server: %s", type(problem).__name__)
        release(mails, type(problem).__name__)
    return sent


def claim() -> list[Mail]:
    """Take the next mails for this process."""
    mark, now = secrets.token_hex(8), clock.now()
    free = or_(Mail.claimed_at.is_(None), Mail.claimed_at < now - CLAIMED_FOR)
    waiting = (
        select(Mail.id)
        .where(Mail.sent_at.is_(None), Mail.due <= now, Mail.attempts < MOST_ATTEMPTS, Mail.is_held.is_(False), free)
        .order_by(Mail.id)
        .limit(AT_ONCE)
    )
    with transaction():
        db.session.execute(
            update(Mail)
            .where(Mail.id.in_(waiting), Mail.sent_at.is_(None), free)
            .values(claimed_by=mark, claimed_at=now, is_in_doubt=or_(Mail.is_in_doubt, Mail.begun_at.is_not(None)))
            .execution_options(synchronize_session=False)
        )
    mails = list(db.session.scalars(select(Mail).where(Mail.claimed_by == mark, Mail.sent_at.is_(None))))
    db.session.expunge_all()
    db.session.rollback()
    return mails


def deliver(server: smtplib.SMTP, mail: Mail) -> int:
    """Send one mail and note it at once. A server that refuses this one may still take the next.

    Raises:
        SMTPServerDisconnected: the server is gone, and takes none of the others either.
    """
    note(mail.id, begun_at=clock.now())
    try:
        server.send_message(as_message(mail))
    except smtplib.SMTPServerDisconnected:
        note(mail.id, is_in_doubt=True)
        raise
    except smtplib.SMTPException as problem:
        refused(mail, problem)
        return 0
    sent = {"attempts": mail.attempts + 1, "sent_at": clock.now(), "problem": None}
    note(mail.id, claimed_by=None, **sent, link=None, unsubscribe=None, text=without_link(mail))
    return 1


def without_link(mail: Mail) -> str:
    """The letter, with its link blanked."""
    return mail.text.replace(mail.link, BLANK) if mail.link else mail.text


def forget_old() -> None:
    """Nightly: blank links that have run out."""
    for mail in db.session.scalars(select(Mail).where(Mail.link.is_not(None), Mail.at < clock.now() - LINKS_KEPT)):
        mail.text, mail.link = without_link(mail), None


def refused(mail: Mail, problem: smtplib.SMTPException) -> None:
    """A refusal for good (5..) is given up; one for now (4.., as greylists say) is tried again later."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code = min(code for code, _ in problem.recipients.values())
    else:
        code = getattr(problem, "smtp_code", 0)
    if code >= 500:
        given_up = {"claimed_by": None, "begun_at": None, "attempts": MOST_ATTEMPTS}
        is_unreachable = isinstance(problem, smtplib.SMTPRecipientsRefused)
        note(mail.id, **given_up, is_unreachable=is_unreachable, problem=f"The mail server refused it ({code}).")
    else:
        release([mail], f"{type(problem).__name__} ({code})")


def as_message(mail: Mail) -> EmailMessage:
    """The mail as it goes over the wire; its id stays the same when it is sent again."""
    message = EmailMessage()
    sender = current_app.config["MAIL_FROM"]
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"] = mail.at
    message["Message-ID"] = message_id(mail, sender)
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    return message


def message_id(mail: Mail, sender: str) -> str:
    """The same each time that a mail is sent, so that a mailbox can tell a second copy."""
    return f"<partnerhub-{mail.id}-{mail.at:%Y%m%d%H%M%S%f}@{sender.rpartition('@')[2].strip('<> ') or 'localhost'}>"


def note(key: int, **values: object) -> None:
    """Write down what became of a mail."""
    with transaction():
        db.session.execute(update(Mail).where(Mail.id == key).values(**values))


def release(mails: list[Mail], problem: str) -> None:
    """Give back what was not sent, to be tried again later and later."""
    with transaction():
        for mail in db.session.scalars(select(Mail).where(Mail.id.in_([m.id for m in mails]), Mail.sent_at.is_(None))):
            mail.claimed_by = mail.claimed_at = mail.begun_at = None
            mail.attempts += 1
            mail.problem = problem
            mail.due = clock.now() + timedelta(minutes=2**mail.attempts)
