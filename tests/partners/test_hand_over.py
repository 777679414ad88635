"""Who leaves gives the thread with every partner to somebody else."""

from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.partners.model import Liaison, hand_over, partners_of_liaison
from partnerhub.people.model import User


def test_all_partners_of_one_liaison_go_to_another(house: Flask) -> None:
    giver, taker = User.by_email("staff@demo.example"), User.by_email("principal@demo.example")
    held = partners_of_liaison(giver)
    assert held
    db.session.merge(Liaison(partner_id=held[0].id, user_id=taker.id))
    db.session.flush()
    assert hand_over(giver, taker, taker) == len(held)
    assert partners_of_liaison(giver) == []
    assert set(held) <= set(partners_of_liaison(taker))
