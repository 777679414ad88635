"""What sorts of organizations there are."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Kind(StrEnum):
    """What sort of organization it is."""

    MENTAL_HEALTH = "mental_health"
    SOCIAL_SERVICE = "social_service"
    HEALTH_CARE = "health_care"
    YOUTH = "youth"
    FAITH = "faith"
    CULTURAL = "cultural"
    BUSINESS = "business"
    OTHER = "other"


KINDS = {
    Kind.MENTAL_HEALTH: _l("Licensed mental-health provider"),
    Kind.SOCIAL_SERVICE: _l("Social service"),
    Kind.HEALTH_CARE: _l("Health care"),
    Kind.YOUTH: _l("Youth and mentoring"),
    Kind.FAITH: _l("Faith group"),
    Kind.CULTURAL: _l("Cultural group"),
    Kind.BUSINESS: _l("Local business"),
    Kind.OTHER: _l("Other"),
}
