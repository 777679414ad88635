"""Who is asked."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Audience(StrEnum):
    """Who is asked."""

    FAMILIES = "families"
    STUDENTS = "students"
    STAFF = "staff"
    PARTNERS = "partners"


AUDIENCES = {
    Audience.FAMILIES: _l("Families"),
    Audience.STUDENTS: _l("Students"),
    Audience.STAFF: _l("School staff"),
    Audience.PARTNERS: _l("Partners"),
}
