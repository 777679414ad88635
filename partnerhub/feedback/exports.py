"""The results of a round as a table to take along: nothing that the page does not show."""

from flask_babel import gettext as _

from partnerhub.feedback.results import WHAT, Answered, Results
from partnerhub.feedback.suppression import Shown
from partnerhub.foundation.tables import guard


def rows(results: Results) -> list[list[str | int]]:
    """One row for each answer, of all and of each group that is shown."""
    heads = (_("Question"), _("Breakdown"), _("Group"), _("Answer"), _("Answers"), _("At least"), _("All who answered"))
    table: list[list[str | int]] = [list(heads)]
    for one in results.questions:
        table += _rows_of(one, one.shown, "", "")
        for by in results.breakdowns:
            names = results.group_names(by)
            for group, shown in results.picture.groups[by].get(one.question.key, {}).items():
                table += _rows_of(one, shown, str(WHAT[by]), names[group])
    return table


def _rows_of(one: Answered, shown: Shown | None, breakdown: str, group: str) -> list[list[str | int]]:
    if shown is None:
        return [[guard(one.title), breakdown, guard(group), "", _("Too few to show"), "", ""]]
    named = [(key, label) for key, label in one.options if key in shown.answers or not shown.at_least]
    return [
        [
            guard(one.title),
            breakdown,
            guard(group),
            guard(label),
            shown.answers.get(key, 0),
            _("yes") if key in shown.at_least else "",
            shown.n,
        ]
        for key, label in named
    ]
