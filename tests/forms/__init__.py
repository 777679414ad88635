"""The forms of each feature: where each is sent, what is right in it, and what each of its fields refuses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A form: where it is sent, what is right in it, and what each of its fields refuses."""

    path: str
    right: dict[str, str]
    texts: dict[str, int]
    needed: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    who: str = "staff"
