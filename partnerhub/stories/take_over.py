"""Two records were the same organization: the stories about it and its thanks go to the one that stays."""

from typing import Any

from sqlalchemy import delete, select, update

from partnerhub.foundation.db import db
from partnerhub.stories.model import StoryPartner
from partnerhub.stories.thanks import Thanks


def take_over(from_id: int, into_id: int, by: Any) -> None:
    """Take the stories over; one about both is about the one that stays."""
    about = StoryPartner.partner_id
    of_both = select(StoryPartner.story_id).where(about == into_id)
    unsynced = {"synchronize_session": False}
    db.session.execute(
        delete(StoryPartner).where(about == from_id, StoryPartner.story_id.in_(of_both)), execution_options=unsynced
    )
    db.session.execute(
        update(StoryPartner).where(about == from_id).values(partner_id=into_id), execution_options=unsynced
    )
    Thanks.take_over(from_id, into_id)
    db.session.expire_all()
