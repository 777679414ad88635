"""Lines of notes that are something to do, such as "[ ] ask about room 12 @dana 2026-12-03". Texts in, texts out."""

import re
from dataclasses import dataclass
from datetime import date

TASK = re.compile(r"^\s*(?:[-*]\s+)?\[\s?\]\s*(?P<text>\S.*)$")
UNTIL = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
WHO = re.compile(r"@(\w(?:[\w.'-]*\w)?)")


@dataclass(frozen=True)
class Task:
    """What is to be done; by whom, in the word after @; and until when."""

    text: str
    who: str
    until: date | None


def taken_out(notes: str) -> tuple[str, list[Task]]:
    """The notes without the lines that begin with [ ], and those lines."""
    kept, tasks = [], []
    for line in notes.split("\n"):
        if found := TASK.match(line):
            tasks.append(task_in(found["text"]))
        else:
            kept.append(line)
    return "\n".join(kept).strip(), tasks


def task_in(text: str) -> Task:
    """One of them, read."""
    until, who = UNTIL.search(text), WHO.search(text)
    return Task(tidy(text), who[1] if who else "", day_of(until[1]) if until else None)


def tidy(text: str) -> str:
    """Its words without who and until when."""
    words = re.sub(r"\s+(?=[.,;:])", "", " ".join(UNTIL.sub(" ", WHO.sub(" ", text)).split()))
    return re.sub(r"[\s,;:]+(?:by|until)?$", "", words) or text.strip()


def day_of(text: str) -> date | None:
    """The date, where it exists."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
