"""Taking a list over: how one item of a plan is written into its partner."""

from datetime import date
from typing import Any

from partnerhub.partners.model import Contact, Liaison, Partner

DAYS = frozenset({"began_on", "ended_on", "left_on"})
# Where a partnership stands, and how it is called, is for the school to change with a word why.
ONLY_OF_NEW = frozenset({"state", "name", "ended_on"})


def write(item: dict[str, Any], partner: Partner, *, is_new: bool) -> bool:
    """Write one item into its partner: what the list says counts, what it leaves open stays. True if it differed."""
    values = {key: value for key, value in item["values"].items() if is_new or key not in ONLY_OF_NEW}
    differs = write_liaisons(values.pop("liaisons", None), partner)
    differs = assign(partner, values) or differs
    taken: set[int] = set()
    for person in item["people"]:
        differs = write_person(person, partner, item["people"], taken) or differs
    return differs


def write_liaisons(users: list[int] | None, partner: Partner) -> bool:
    """Let those whom the list names, and only them, hold the thread."""
    known = {liaison.user_id: liaison for liaison in partner.liaisons}
    if users is None or set(users) == set(known):
        return False
    partner.liaisons = [known.get(user) or Liaison(user_id=user) for user in users]
    return True


def write_person(person: dict[str, Any], partner: Partner, listed: list[dict[str, Any]], taken: set[int]) -> bool:
    """Write one person where they stand already, or add them. True if it differed."""
    contact = same_person(person, partner.contacts, listed)
    if contact is None:
        contact = Contact(name=person["name"])
        partner.contacts.append(contact)
    elif id(contact) in taken:
        person = {key: value for key, value in person.items() if not getattr(contact, key)}
    taken.add(id(contact))
    return assign(contact, person) or contact.id is None


def same_person(person: dict[str, Any], known: list[Contact], listed: list[dict[str, Any]]) -> Contact | None:
    """Whom a row means: by name, and where several are called so by their address; by an address that only one has."""
    name, email = person["name"].casefold(), person.get("email", "")
    called = [contact for contact in known if contact.name.casefold() == name]
    if called:
        return next((contact for contact in called if contact.email == email), called[0])
    reached = [contact for contact in known if email and contact.email == email]
    others = {other["name"].casefold() for other in listed if other.get("email") == email}
    return reached[0] if len(reached) == 1 and len(others) == 1 else None


def assign(target: Any, values: dict[str, Any]) -> bool:
    """Set what the list says, and say whether anything differed."""
    differs = False
    for key, value in values.items():
        value = date.fromisoformat(value) if key in DAYS else value
        differs = differs or getattr(target, key) != value
        setattr(target, key, value)
    return differs
