"""A partner is thanked: on paper, by mail, in the year's list; and nobody is forgotten."""

from datetime import UTC, date, datetime, time

from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house as the_house
from partnerhub.foundation.mail import Mail
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.stories import thanks
from partnerhub.stories.thanks import Thanks
from tests.conftest import Browser


def say(app: Flask, cast_ids: dict[str, int], browser: Browser, **more: str) -> str:
    sent = {"partner": str(cast_ids["clinic"]), "words": "For <b>eleven</b> days.", **more}
    return browser.post("/newsroom/thanks", sent).location


def letters(app: Flask) -> list[Mail]:
    with app.app_context():
        return list(db.session.scalars(select(Mail).where(Mail.subject.contains("Thank you"))))


def test_a_thank_you_stands_on_a_certificate_and_on_the_partners_page(
    app: Flask, as_staff: Browser, as_partner: Browser, as_other_partner: Browser, cast_ids: dict[str, int]
) -> None:
    path = say(app, cast_ids, as_staff)
    page = as_partner.get(path).text
    assert "For &lt;b&gt;eleven&lt;/b&gt; days." in page
    assert "Northside Counseling" in page
    assert path in as_partner.get(f"/partners/{cast_ids['clinic']}").text
    assert as_other_partner.get(path).status_code == 404
    assert "For &lt;b&gt;eleven" in as_staff.get("/newsroom/thanks").text
    assert letters(app) == []


def test_it_goes_out_by_mail_once_to_each_of_them(app: Flask, as_staff: Browser, cast_ids: dict[str, int]) -> None:
    path = say(app, cast_ids, as_staff, by_mail="y")
    sent = letters(app)
    assert sorted(mail.to for mail in sent) == sorted({mail.to for mail in sent})
    assert "dana@northside.example" in [mail.to for mail in sent]
    assert all("For <b>eleven</b> days." in mail.text and path in mail.text for mail in sent)


def test_what_was_said_by_mistake_is_taken_back_and_brought_back(
    app: Flask, as_staff: Browser, cast_ids: dict[str, int]
) -> None:
    path = say(app, cast_ids, as_staff)
    key = int(path.rsplit("/", 1)[1])
    assert as_staff.post(f"{path}/removal").status_code == 303
    assert as_staff.get(path).status_code == 404
    assert as_staff.post(f"/bin/thanks/{key}/return").status_code == 303
    assert as_staff.get(path).status_code == 200


def test_who_was_not_thanked_this_year_is_named_once_half_of_it_is_over(house: Flask, cast_ids: dict[str, int]) -> None:
    staff, clinic = User.by_email("staff@demo.example"), db.session.get_one(Partner, cast_ids["clinic"])
    first = thanks.year_of(clock.today())[0]

    def reminders(day: date) -> list[str]:
        with clock.stopped_at(datetime.combine(day, time(18), UTC)):
            return [due.text for due in the_house().today(staff) if "thank-you" in due.title]

    late = date(first.year + 1, 5, 1)
    assert reminders(date(first.year, first.month + 1, 1)) == []
    assert any("Northside Counseling" in text for text in reminders(late))
    with clock.stopped_at(datetime.combine(late, time(12), UTC)):
        Thanks(partner=clinic, words="For coming.").say(by=staff)
    assert not any("Northside Counseling" in text for text in reminders(late))
    assert clinic in thanks.not_thanked(date(late.year + 1, 5, 1)), "Next year is another year"


def test_thanks_go_with_the_organization_that_stays(house: Flask, cast_ids: dict[str, int]) -> None:
    staff = User.by_email("staff@demo.example")
    said = Thanks(partner=db.session.get_one(Partner, cast_ids["clinic"]), words="For coming.")
    said.say(by=staff)
    the_house().merge(cast_ids["clinic"], cast_ids["mentors"], staff)
    assert said.partner_id == cast_ids["mentors"]


def test_other_years_have_their_own_list(as_staff: Browser) -> None:
    for year in ("1", "1999", "2025", "x", "999999999", "²"):
        assert as_staff.get(f"/newsroom/thanks?year={year}").status_code == 200
