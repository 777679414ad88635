"""The demonstration's chapter: what the organizations and their people have handed in.

Some of it is good for long, some expires soon, some has expired, some waits. The documents are small and real, and
say in large letters that they are made up.
"""

import io
from datetime import timedelta
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy import select

from partnerhub.clearances.kinds import ClearanceKind
from partnerhub.clearances.model import Clearance
from partnerhub.foundation import clock, files
from partnerhub.foundation.db import db
from partnerhub.partners.model import Contact, Partner
from partnerhub.partners.model import State as Partnership

# Days from today until it expires; None never does. By the organization's short name, then by its people in order;
# whoever is not named here takes the ever-good list.
INSURANCES = {"clinic": 220, "mentors": 20, "foodbank": 140, "alnoor": 50, "hardware": -12, "drums": -60}
CHECKS = {"clinic": (300, 20, 50), "mentors": (400, 5, -3), "alnoor": (260, 90)}
USUAL_INSURANCES = (180, 260, 330)
USUAL_CHECKS = (310, 410, 150, 240)
SAMPLE = "SAMPLE - made up for the demonstration"


def fill(cast: Any) -> None:
    """Hand in what the organizations have."""
    kinds = {kind.code: kind for kind in db.session.scalars(select(ClearanceKind))}
    staff, checked = cast.users["staff"], kinds["background_check"]
    for turn, (short, partner) in enumerate(cast.partners.items()):
        if partner.state not in (Partnership.ACTIVE, Partnership.PAUSED, Partnership.ENDED):
            continue
        days = INSURANCES.get(short, USUAL_INSURANCES[turn % len(USUAL_INSURANCES)])
        hand_in(partner, None, kinds["liability"], days, by=staff)
        plan = CHECKS.get(short, USUAL_CHECKS)
        for place, contact in enumerate(c for c in partner.contacts if c.is_on_site):
            hand_in(partner, contact, checked, plan[place % len(plan)], by=staff)
    bring_in_flight(cast, kinds)


def bring_in_flight(cast: Any, kinds: dict[str, ClearanceKind]) -> None:
    """What is on its way: something that waits, something that came back, a renewal that replaced another."""
    clinic, mentors, staff = cast.partners["clinic"], cast.partners["mentors"], cast.users["staff"]
    coordinator, other = cast.users["partner"], cast.users["other-partner"]
    hand_in(clinic, clinic.contacts[0], kinds["license"], 700, by=coordinator)
    hand_in(clinic, None, kinds["workers_compensation"], 320, by=staff)
    training = hand_in(mentors, mentors.contacts[0], kinds["mandated_reporter"], 500, by=other)
    with clock.stopped_at(clock.now() - timedelta(hours=3)):
        training.give_back(by=staff, word="The second page with the signature is missing.")
    hand_in(clinic, None, kinds["confidentiality"], None, by=staff)


def hand_in(partner: Partner, contact: Contact | None, kind: ClearanceKind, days: int | None, *, by: Any) -> Clearance:
    """One clearance that is good for so many more days."""
    now, today = clock.now(), clock.today()
    expires = None if days is None else today + timedelta(days=days)
    clearance = Clearance(
        partner=partner,
        contact=contact,
        kind=kind,
        issued_on=min(expires or today, today) - timedelta(days=120),
        expires_on=expires,
        number=f"SAMPLE-{partner.id:03d}-{contact.id if contact else 0:03d}",
    )
    lines = (str(kind.label), contact.name if contact else partner.name, partner.name, SAMPLE)
    clearance.document = files.store(letter(lines) if contact is None else photo(lines))
    # Some days after it was issued, at an hour when offices are open; what still waits came yesterday.
    days_ago = (today - clearance.issued_on).days - (11 * partner.id + 23 * (contact.id if contact else 2)) % 100
    with clock.stopped_at(now - timedelta(days=days_ago if by.is_staff else 1)):
        clearance.hand_in(by=by)
    return clearance


def photo(lines: tuple[str, ...]) -> files.Prepared:
    """A picture of a certificate."""
    picture = Image.new("RGB", (620, 440), "#fbf8f2")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((14, 14, 605, 425), outline="#1a6b5c", width=4)
    for place, line in enumerate(lines):
        drawing.text((48, 60 + 80 * place), line, fill="#22302c", font_size=28)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return files.Prepared("certificate.png", out.getvalue(), "image/png")


def letter(lines: tuple[str, ...]) -> files.Prepared:
    """A PDF of one page, written out by hand: a header, five objects, and where they begin."""
    shown = "".join(f"({pdf_text(line)}) Tj 0 -34 Td " for line in lines)
    page = f"BT /F 20 Tf 72 720 Td {shown}ET".encode("latin-1")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    out, begins = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        begins.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % begin for begin in begins)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )
    return files.Prepared("insurance.pdf", out, files.PDF)


def pdf_text(line: str) -> str:
    """A line as a PDF string: its brackets escaped, what Latin-1 lacks left out."""
    plain = line.encode("latin-1", "replace").decode("latin-1")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
