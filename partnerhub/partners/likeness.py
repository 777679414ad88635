"""Likeness: which names are probably the same organization, spelled in other ways."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

ALIKE = 88
COMMON = 60
NUMBER = re.compile(r"\d+")
LEGAL = frozenset({"inc", "llc", "ltd", "co", "corp", "the", "of", "and", "a", "gmbh", "cic", "plc"})


def key(name: str) -> str:
    """A name without what is spelled in many ways: case, accents, punctuation, legal form, the order of words."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’.]", "", bare))
    return " ".join(sorted(word for word in words if word not in LEGAL)) or bare.strip()


def pairs(keys: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """The places of names that are alike, the later one first, with how alike they are.

    Only names that share a rare word or their beginning are compared: all with all would take minutes for a long list.
    """
    rooms: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(keys):
        seen: set[int] = set()
        for room in {*name.split(), name.replace(" ", "")[:4]}:
            if len(rooms[room]) < COMMON:
                seen.update(rooms[room])
                rooms[room].append(place)
        for earlier in sorted(seen):
            if NUMBER.findall(name) != NUMBER.findall(keys[earlier]):
                continue  # Troop 12 and Troop 14 are two
            score = fuzz.ratio(name, keys[earlier], score_cutoff=ALIKE)
            if not score:
                score = fuzz.ratio(name.replace(" ", ""), keys[earlier].replace(" ", ""), score_cutoff=ALIKE + 4)
            if score:
                yield place, earlier, score
