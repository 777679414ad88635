"""The pulses that we ship: for families, students, staff and partners, each two to three minutes, and one of a minute.

Their topics come from what families can answer about help for their children: whether they know of it and reach it,
were met with respect in language and culture, how long they waited, whether the child was at ease, what came next, and
whether it helped. Each is a question of one idea, never a sentence to agree with. The wording is our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.kinds import Kind, Scale
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.questions import Choice, PulseQuestion
from partnerhub.feedback.versions import new_key
from partnerhub.foundation.db import db
from partnerhub.foundation.texts import Words


@dataclass(frozen=True)
class Ask:
    """One question of a pattern. Arguments as for PulseQuestion; `choices` are its answers."""

    title: Any
    kind: Kind = Kind.SCALE
    scale: Scale | None = None
    help: Any = ""
    choices: tuple[Any, ...] = ()
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pattern:
    """A pulse to begin with."""

    name: Any
    audience: Audience
    title: Any
    intro: Any
    asks: tuple[Ask, ...] = field(default=())


NA = frozenset({"may_not_apply"})
PROTECTED = frozenset({"is_protected"})
NO_NAMES = _l("You do not have to write anything. Please write no names.")
MORE = Ask(_l("What else should we know?"), Kind.LONG, help=NO_NAMES)
BARRIERS = Ask(
    _l("Did anything make it hard to get help?"),
    Kind.SEVERAL,
    help=_l("Choose all that fit."),
    choices=(
        _l("The times did not suit"),
        _l("Getting there was hard"),
        _l("Nobody spoke our language"),
        _l("We did not know whom to ask"),
        _l("We were worried about what others might think"),
        _l("Something else"),
        _l("Nothing made it hard"),
    ),
    flags=frozenset({"is_barrier"}),
)

PATTERNS = {
    "minute": Pattern(
        _l("Families: one minute"),
        Audience.FAMILIES,
        _l("How is the help going for your family?"),
        _l("About the help that the school offers together with its partners."),
        (
            Ask(_l("How easy was it to get help?"), scale=Scale.EASE, flags=NA),
            Ask(_l("Did your child feel listened to?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("Were you met with respect, also for your language and culture?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("Did it help?"), scale=Scale.EXTENT, flags=NA),
            MORE,
        ),
    ),
    "families": Pattern(
        _l("Families: two to three minutes"),
        Audience.FAMILIES,
        _l("What do families say about our help for children?"),
        _l("About the help for children's well-being at our school. It takes two to three minutes."),
        (
            Ask(_l("Did you know that this help is there?"), Kind.YES_NO),
            Ask(_l("How easy was it to reach somebody?"), scale=Scale.EASE, flags=NA),
            Ask(_l("How long did you wait until the first talk?"), scale=Scale.TIME, flags=NA),
            Ask(_l("Were you met with respect, also for your language and culture?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("Was your child at ease there?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("Were you told what happens next?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("Did it help?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("Would you tell another family about it?"), Kind.YES_NO, flags=NA),
            BARRIERS,
            MORE,
        ),
    ),
    "students": Pattern(
        _l("Students"),
        Audience.STUDENTS,
        _l("How is school for you?"),
        _l("A few questions about feeling safe and being heard. You may leave out any question."),
        (
            Ask(_l("Do you feel safe at school?"), scale=Scale.OFTEN),
            Ask(_l("Do adults at school listen to you?"), scale=Scale.OFTEN),
            Ask(_l("Do you know whom to ask when you feel bad?"), Kind.YES_NO, flags=PROTECTED),
            Ask(_l("How easy is it to talk to that person?"), scale=Scale.EASE, flags=NA),
            Ask(_l("What would make school better for you?"), Kind.LONG, help=NO_NAMES),
        ),
    ),
    "staff": Pattern(
        _l("School staff"),
        Audience.STAFF,
        _l("How is the work with our partners?"),
        _l("For everybody who works at the school. It takes two minutes."),
        (
            Ask(_l("How easy is it to refer a child to a partner?"), scale=Scale.EASE, flags=NA),
            Ask(_l("Do you get an answer quickly?"), scale=Scale.OFTEN, flags=NA),
            Ask(_l("Do you hear back what came of it?"), scale=Scale.OFTEN, flags=NA),
            Ask(_l("How many lessons a month does a child miss because of it?"), Kind.NUMBER, help=_l("About.")),
            Ask(_l("Was the training useful in your class?"), scale=Scale.EXTENT, flags=NA),
            Ask(_l("What should be different?"), Kind.LONG, help=NO_NAMES),
        ),
    ),
    "partners": Pattern(
        _l("Partners"),
        Audience.PARTNERS,
        _l("How is it to work with our school?"),
        _l("For the people of our partner organizations. It takes two minutes."),
        (
            Ask(_l("Do you know whom to ask at the school?"), Kind.YES_NO),
            Ask(_l("Do you get an answer quickly?"), scale=Scale.OFTEN),
            Ask(_l("Do you have what you need for your work here, such as rooms and times?"), scale=Scale.EXTENT),
            Ask(_l("Are you told what the school expects?"), scale=Scale.EXTENT),
            Ask(_l("How good is the work together, all in all?"), scale=Scale.CONTENT),
            Ask(_l("What should be different?"), Kind.LONG, help=NO_NAMES),
        ),
    ),
}


def begin(pattern: Pattern, *, by: Any, language: str, languages: list[str], **more: Any) -> Pulse:
    """A new pulse after a pattern, with its texts in all of these languages.

    What we ship in a language is a draft there: somebody at the school reads it before it counts as checked.
    """
    title = words(pattern.title, language, languages)
    more |= {"languages": languages, "audience": pattern.audience}
    pulse = Pulse.begin(by=by, language=language, title=title.text, **more)
    pulse.title, pulse.intro = title, words(pattern.intro, language, languages)
    for ask in pattern.asks:
        question = PulseQuestion(kind=ask.kind, scale=ask.scale, shown_if_answers=[])
        question.title, question.help = words(ask.title, language, languages), words(ask.help, language, languages)
        question.choices = [
            Choice(key=new_key(), place=place, label=words(label, language, languages))
            for place, label in enumerate(ask.choices, 1)
        ]
        for flag in ask.flags:
            setattr(question, flag, True)
        pulse.latest.add(question)
    return pulse


def copy(pulse: Pulse, *, by: Any) -> Pulse:
    """A new pulse after one of the school's own; what is answered to it is counted apart."""
    copied = Pulse.begin(by=by, language=pulse.language, title=pulse.title.text, audience=pulse.audience)
    copied.title, copied.intro, copied.languages = pulse.title, pulse.intro, list(pulse.languages)
    copied.partners = list(pulse.partners)
    copied.latest.questions = [question.copy() for question in pulse.latest.questions]
    db.session.flush()
    return copied


def words(text: Any, source: str, languages: Iterable[str]) -> Words:
    """A text of ours in all languages that we have it in."""
    with force_locale(source):
        found = Words.begin(source, str(text))
    for language in languages:
        if language != source and text:
            with force_locale(language):
                translated = str(text)
            if translated != str(found.text):
                found = found.written(language, translated)
    return found
