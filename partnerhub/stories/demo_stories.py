"""The demonstration's stories. All of it is made up: nobody in them lives, and nothing in them happened."""

from typing import Any

from partnerhub.stories.consent_rules import Giver
from partnerhub.stories.model import State

# Who is in a story, who agreed, and for how many more days from today that is good.
FATHER = {"label": "The father of a sixth grader", "is_child": False, "agreed": {Giver.SELF: 210}}
LIBRARIAN = {"label": "The librarian", "is_child": False, "agreed": {Giver.SELF: 9}}
GIRL = {"label": "The girl who became a mentor", "is_child": True, "agreed": {Giver.GUARDIAN: 200}}
BOY = {
    "label": "The boy of the dental van",
    "is_child": True,
    "is_helped": True,
    "agreed": {Giver.GUARDIAN: 120, Giver.SELF: 120},
}
STORIES: tuple[dict[str, Any], ...] = (
    {
        "title": "Eleven days instead of six weeks",
        "text": "When we began, a family waited **six weeks** for a first talk. Northside now comes to us "
        "twice a week, "
        "and the first talk takes place in school, in room 12.\n\nNobody has to find a bus any more. "
        "“I did not know that it could be this simple,” a father told us.",
        "outcome": "A first talk takes place within eleven days of asking for it.",
        "partners": ["clinic"],
        "people": [FATHER],
        "picture": ("house", "A drawing of the school, its door wide open"),
        "state": State.PUBLISHED,
        "days": 40,
    },
    {
        "title": "A garden that listens",
        "text": "Behind the gym there was a strip of gravel. With tools from the hardware store and seedlings from the "
        "food bank, two classes made eight beds of it.\n\nOn Wednesdays the mentors sit there with whoever likes to "
        "dig better than to talk. It turned out that digging helps talking.",
        "outcome": "Thirty students come to the garden hour each week.",
        "partners": ["hardware", "foodbank", "mentors"],
        "picture": ("garden", "A drawing of three garden beds with tomatoes"),
        "state": State.PUBLISHED,
        "days": 75,
    },
    {
        "title": "Reading to a dog",
        "text": "Biscuit is a large, slow dog, and he has never corrected anybody. On Fridays he lies in the "
        "library, and "
        "children read to him, one at a time.\n\n- no grades\n- no hurry\n- one biscuit at the end, for Biscuit\n\n"
        "The librarian keeps a list of the books that he has heard. It has 61 titles.",
        "outcome": "Children who would not read aloud in class do so here.",
        "partners": ["library"],
        "people": [LIBRARIAN],
        "picture": ("dog", "A drawing of a large brown dog beside an open book"),
        "state": State.PUBLISHED,
        "days": 110,
    },
    {
        "title": "Breakfast before the first bell",
        "text": "A tired child is often a hungry one. Since fall there is breakfast from seven on, for "
        "everybody, so that "
        "nobody has to say why they come.\n\nThe food bank brings it, parents cut the fruit.",
        "outcome": "Sixty breakfasts a day, and a quieter first lesson.",
        "partners": ["foodbank"],
        "picture": ("breakfast", "A drawing of a table with bowls and apples"),
        "state": State.PUBLISHED,
        "days": 150,
    },
    {
        "title": "The mentors who stayed",
        "text": "Programs come and go. The riverside mentors came for one term and stayed for three years. "
        "Some of those "
        "whom they walked with in sixth grade now walk with sixth graders themselves.",
        "outcome": "Nine of last year's students are mentors this year.",
        "partners": ["mentors"],
        "people": [GIRL],
        "state": State.APPROVED,
        "days": 12,
    },
    {
        "title": "A room to be angry in",
        "text": "Room 9 has mats, a drum and a rule: nothing that is said here is told. It is open in the "
        "long break.\n\n"
        "The teachers next door say that they hear it. They also say that they hear less in their own rooms.",
        "outcome": "Fewer children are sent to the office in the afternoon.",
        "partners": ["clinic"],
        "state": State.REVIEW,
        "days": 8,
    },
    {
        "title": "Tea on the first Thursday",
        "text": "Mothers and fathers who do not speak English well meet with an interpreter of Al-Noor, drink "
        "tea and ask "
        "what they always wanted to ask. The principal comes for half an hour and answers.",
        "outcome": "Every letter of the school now goes out in three languages.",
        "partners": ["alnoor"],
        "state": State.REVIEW,
        "days": 5,
    },
    {
        "title": "What our grief group built",
        "text": "The spring group made a wall of stones, each with a word on it. Parents asked us to keep it. We did.",
        "outcome": "The group goes on after spring.",
        "partners": ["clinic"],
        "state": State.PROPOSED,
        "days": 2,
        "by": "partner",
    },
    {
        "title": "The first toothbrush of his own",
        "text": "The dental van came twice. This was told of one boy, and his family asked us to take it "
        "back. We did so "
        "on the same day.",
        "outcome": "",
        "partners": ["dental"],
        "people": [BOY],
        "state": State.WITHDRAWN,
        "days": 95,
        "why": "The family asked for it.",
    },
    {
        "title": "Drums in the long break",
        "text": "A summer of drums in the yard. The partnership has ended; the drums stayed.",
        "outcome": "",
        "partners": ["drums"],
        "state": State.ARCHIVED,
        "days": 300,
        "why": "The partnership has ended.",
    },
)

# One of them is told in another language, too.
IN_SPANISH = {
    "title": "Un jardín que escucha",
    "text": "Detrás del gimnasio había una franja de grava. Con herramientas de la ferretería y plantas del banco de "
    "alimentos, dos clases hicieron ocho bancales.\n\nLos miércoles, los mentores se sientan allí con quien prefiere "
    "cavar a hablar. Resultó que cavar ayuda a hablar.",
    "outcome": "Treinta estudiantes vienen cada semana a la hora del jardín.",
    "alt": "Un dibujo de tres bancales con tomates",
}
