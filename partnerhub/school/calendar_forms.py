"""Forms about the school's calendar."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import Day, Form, Hour, Line, Pick

WEEKDAYS = [
    (0, _l("Monday")),
    (1, _l("Tuesday")),
    (2, _l("Wednesday")),
    (3, _l("Thursday")),
    (4, _l("Friday")),
    (5, _l("Saturday")),
    (6, _l("Sunday")),
]


class HolidayForm(Form):
    """Days without school."""

    name = Line(_l("What it is called"), required=_l("Enter what it is called."), most=80)
    first = Day(_l("First day"), required=_l("Enter the first day."))
    last = Day(_l("Last day"), description=_l("Left empty, it is one day."))

    def check_together(self) -> None:
        """It ends after it began."""
        if self.first.data and self.last.data and self.last.data < self.first.data:
            self.refuse("last", _l("The last day cannot come before the first. Look at both dates again."))


class BlockForm(Form):
    """Hours that are taken each week."""

    what = Line(_l("What it is"), required=_l("Enter what it is."), most=80, description=_l("For example: assembly"))
    weekday = Pick(_l("Day of the week"), choices=WEEKDAYS, coerce=int, required=_l("Choose a day."))
    begins = Hour(_l("From"), required=_l("Enter the time, such as 15:30."))
    ends = Hour(_l("To"), required=_l("Enter the time, such as 15:30."))

    def check_together(self) -> None:
        """It ends after it began."""
        if self.begins.data and self.ends.data and self.ends.data <= self.begins.data:
            self.refuse("ends", _l("It cannot end before it begins. Look at both times again."))
