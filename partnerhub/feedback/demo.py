"""The demonstration's chapter: three pulses, each asked three times. Every answer is made up by chance.

The chance is always the same, so that the figures of the sample school are.
"""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from partnerhub.feedback import patterns, publishing, releases, replies
from partnerhub.feedback.answering import about_partner
from partnerhub.feedback.answers import Aside, Channel, Comment, Response, week_of
from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.comments import Note
from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.kinds import NOT_APPLICABLE, STEPS, WRITTEN, Kind
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.feedback.replies import Reply
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.texts import Words

ROUNDS = ((-160, -146), (-85, -71), (-6, 8))  # days from today: two that are over, one that goes on
ASKED = {"minute": (180, 182, 185), "staff": (24, 24, 26), "partners": (11, 12, 12)}
ANSWERED = {"minute": (41, 58, 37), "staff": (15, 19, 12), "partners": (8, 9, 7)}
LANGUAGES = {"en": 6, "es": 3, "ar": 1}
ODD = {Aside.TRAP: 3, Aside.FLOOD: 11}
WISHES: tuple[tuple[int, dict[str, Any]], ...] = (
    (1, {"name": "Rosa M. (made up)", "reach": "555 0134, after 5 pm", "about": "My son.", "language": "es"}),
    (4, {"name": "T. (made up)", "reach": "t.made-up@demo.example", "language": "en"}),
    (2, {"name": "SEO Team", "reach": "seo@demo.example", "about": "Rank higher", "language": "en", "aside": "trap"}),
)
CHANNELS = {Channel.LINK: 6, Channel.PAPER: 3, Channel.KIOSK: 1}
WORDS = {
    Audience.FAMILIES: (
        ("en", "The counselor called back the same day. That helped a lot."),
        ("en", "Afternoons would suit us better, we both work."),
        ("en", "We waited six weeks for the first talk."),
        ("en", "I did not know this existed until the poster at the gate."),
        ("en", "Please tell us what happens next, in writing."),
        ("en", "Our daughter looks forward to Thursdays."),
        ("en", "The room is hard to find, we walked around the building twice."),
        ("es", "La carta solo llegó en inglés. Mi vecina me ayudó a leerla."),
        ("es", "Mi hijo va con gusto. Gracias."),
        ("es", "Nos gustaría que nos llamaran por la tarde."),
        ("ar", "شكرا لكم على الاستقبال الطيب."),
        ("ar", "انتظرنا خمسة أسابيع قبل اللقاء الأول."),
        ("ar", "نرجو أن يكون هناك من يتكلم العربية."),
    ),
    Audience.STAFF: (
        ("en", "Referring is easy now. Hearing back still takes long."),
        ("en", "Please not in the first lesson, that is when we write tests."),
        ("en", "The training in October was the best we had."),
        ("en", "I never know whether a family said yes."),
    ),
    Audience.PARTNERS: (
        ("en", "A room with a door that closes would change a lot."),
        ("en", "The front desk always knows that we are coming. Thank you."),
        ("en", "We would like to hear of holidays earlier."),
    ),
}
THEMES = {
    "weeks": "Waiting",
    "أسابيع": "Waiting",
    "long": "Waiting",
    "carta": "Letters",
    "writing": "Letters",
    "Afternoons": "Times",
    "tarde": "Times",
    "room": "Rooms",
}
HEARD = {
    "Letters": {
        "en": ("The letters came in English only.", "All letters now go out in English, Spanish and Arabic."),
        "es": ("Las cartas llegaban solo en inglés.", "Ahora todas las cartas salen en inglés, español y árabe."),
        "ar": ("كانت الرسائل تصل بالإنجليزية فقط.", "تُرسل الآن كل الرسائل بالإنجليزية والإسبانية والعربية."),
    },
    "Waiting": {
        "en": ("The first talk took too long.", "A second group begins in January. The wait is three weeks at most."),
        "es": (
            "La primera charla tardó demasiado.",
            "En enero empieza otro grupo. La espera es de tres semanas.",
        ),
        "ar": ("تأخر الحديث الأول كثيرًا.", "تبدأ مجموعة ثانية في يناير، ولا يزيد الانتظار على ثلاثة أسابيع."),
    },
}


def fill(cast: Any) -> None:
    """Ask families, staff and partners, three times each."""
    chance = random.Random(2026)  # noqa: S311 - made-up answers, always the same
    staff = cast.users["staff"]
    FeedbackRules.usual().change(by=cast.users["principal"], safeguarding_id=staff.id)
    about = [cast.partners["clinic"], cast.partners["mentors"]]
    for name, pattern in patterns.PATTERNS.items():
        if name in ASKED:
            pulse = patterns.begin(pattern, by=staff, language="en", languages=spoken(cast.school, pattern.audience))
            pulse.partners = about if name == "minute" else []
            ask_three_times(pulse, name, staff, chance)
            if name == "minute":
                put_aside(pulse, chance)
    for day, details in WISHES:
        db.session.add(ContactRequest(day=clock.today() - timedelta(days=day), **details))


def put_aside(pulse: Pulse, chance: random.Random) -> None:
    """A few answers of the round that goes on which look odd: nobody has decided about them yet."""
    asked = pulse.rounds[-1]
    for why, number in ODD.items():
        for _answer in range(number):
            answers = {q.key: "5" for q in asked.version.questions if q.kind == Kind.SCALE}
            more = {"round_id": asked.id, "version_id": asked.version_id, "language": pulse.language}
            db.session.add(Response(aside=why, answers=answers, week=week_of(clock.today()), **more))


def spoken(school: Any, audience: str) -> list[str]:
    """The languages in which the sample school asks them."""
    return list(school.languages) if audience == "families" else ["en"]


def ask_three_times(pulse: Pulse, name: str, staff: Any, chance: random.Random) -> None:
    """Two rounds that are over, the first one answered by the school, and one that goes on."""
    ready = [language for language in pulse.languages if not publishing.lacking(pulse, [language])]
    for n, (first, last) in enumerate(ROUNDS):
        days = [clock.today() + timedelta(days=day) for day in (first, last)]
        with clock.stopped_at(noon(days[0])):
            asked = publishing.publish(
                pulse, by=staff, opens_on=days[0], closes_on=days[1], languages=ready, asked=ASKED[name][n]
            )
        for _answer in range(ANSWERED[name][n]):
            answer(asked, n, chance)
        if asked.is_closed:
            published(asked)
        if n == 0:
            reply(asked, staff)


def published(asked: Round) -> None:
    """The figures of a round that is over, and a few notes on what people wrote."""
    db.session.flush()
    with clock.stopped_at(noon(asked.closes_on + timedelta(days=1))):
        releases.release(asked, releases.Tally(asked))
    db.session.flush()
    for note in db.session.scalars(select(Note).where(Note.round_id == asked.id)):
        note.give_theme(next((theme for word, theme in THEMES.items() if word in note.comment.text), ""))


def answer(asked: Round, n: int, chance: random.Random) -> None:
    """One made-up answer; with each round they are a little better."""
    until = min(asked.closes_on, clock.today())
    week = week_of(asked.opens_on + timedelta(days=chance.randrange((until - asked.opens_on).days + 1)))
    partners = [partner.id for partner in asked.pulse.partners]
    about = about_partner(partners, str(chance.choice(partners)) if len(partners) > 1 else None)
    language = by_weight(LANGUAGES, chance)
    language = language if language in asked.languages else asked.pulse.language
    more = {"round_id": asked.id, "partner_id": about, "language": language, "week": week}
    said = {}
    for question in asked.version.questions:
        if question.kind in WRITTEN:
            if chance.random() < 0.3:
                known = WORDS[Audience(asked.pulse.audience)]
                text = chance.choice([text for code, text in known if code == language])
                db.session.add(Comment(question_key=question.key, text=text, **more))
        elif chance.random() < 0.95:
            said[question.key] = made_up(question, n, chance)
    channel = by_weight(CHANNELS, chance)
    db.session.add(Response(version_id=asked.version_id, channel=channel, answers=said, **more))


def made_up(question: PulseQuestion, n: int, chance: random.Random) -> Any:
    """An answer to a question that is counted."""
    if question.may_not_apply and chance.random() < 0.08:
        return NOT_APPLICABLE
    if question.kind == Kind.SCALE:
        return chance.choices(STEPS, weights=(4 + 2 * n, 4, 3, 2, 1))[0]
    if question.kind == Kind.YES_NO:
        return chance.choices(("yes", "no"), weights=(3 + n, 1))[0]
    if question.kind == Kind.NUMBER:
        return chance.randrange(0, 6)
    keys = [choice.key for choice in question.choices]
    return (
        sorted(chance.sample(keys, k=chance.randrange(1, 3))) if question.kind == Kind.SEVERAL else chance.choice(keys)
    )


def by_weight(weights: dict[Any, int], chance: random.Random) -> Any:
    """One of these, the heavier ones more often."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def reply(asked: Round, staff: Any) -> None:
    """What the sample school has said to its first round."""
    if asked.pulse.audience != "families":
        return
    for place, (theme, texts) in enumerate(HEARD.items(), 1):
        said, did = Words("en"), Words("en")
        for language, (heard, done) in texts.items():
            said, did = said.written(language, heard), did.written(language, done)
            if language != "en":
                said, did = said.checked(language, by=staff), did.checked(language, by=staff)
        db.session.add(Reply(round_id=asked.id, place=place, theme=theme, said=said, did=did))
    db.session.flush()
    with clock.stopped_at(noon(asked.closes_on + timedelta(days=9))):
        replies.publish(asked, by=staff)


def noon(day: date) -> datetime:
    """Noon at the school."""
    return datetime.combine(day, time(12), clock.zone())
