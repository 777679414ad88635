"""What everybody may read, and that it is gone when it is not theirs to read any more."""

import html
import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import User
from partnerhub.stories import publishing
from partnerhub.stories.consent_rules import Channel, Giver, Use
from partnerhub.stories.model import State, Story
from partnerhub.stories.newsletter.model import Issue, Piece
from partnerhub.stories.portrayed import Portrayed
from tests.conftest import Browser, queries
from tests.stories.making import begin, quoted, tell_in_spanish, with_photo

ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def out(app: Flask) -> dict[str, Any]:
    """A story with a photo and somebody who is quoted, published in two languages."""
    with app.test_request_context(), transaction():
        principal, story = User.by_email("principal@demo.example"), begin()
        photo, father = with_photo(story), quoted(story)
        tell_in_spanish(story)
        for place in story.places():
            if place.name == "alt":
                place.write("es", "Un prado")
        story.check("es", by=principal)
        story.approve(by=principal)
        publishing.publish(story, by=principal)
        picture = f"/stories/pictures/{photo.token}"
        return {"key": story.id, "page": f"/stories/{story.id}", "picture": picture, "father": father.id}


def feed(browser: Browser) -> list[str]:
    """The addresses in the feed."""
    answer = browser.get("/stories/feed.xml")
    assert answer.mimetype == "application/atom+xml"
    root = ET.fromstring(answer.data)
    return [entry.find(f"{ATOM}id").text for entry in root.iter(f"{ATOM}entry")]


def is_everywhere(browser: Browser, out: dict[str, Any]) -> list[bool]:
    """Whether the page, both pictures, the list and the feed have it."""
    found = [browser.get(path) for path in (out["page"], out["picture"] + "/small", out["picture"] + "/large")]
    statuses = [answer.status_code == 200 for answer in found]
    for answer in found:
        answer.close()
    in_list = f'href="{out["page"]}"' in browser.get("/stories").text
    return [*statuses, in_list, any(address.endswith(out["page"]) for address in feed(browser))]


def test_what_is_published_can_be_read_by_anyone(as_anyone: Browser, out: dict[str, Any]) -> None:
    assert is_everywhere(as_anyone, out) == [True] * 5
    page = as_anyone.get(out["page"])
    assert "Set-Cookie" not in page.headers
    assert "<script" not in page.text
    for share in ("og:title", "og:description", "og:image", 'rel="canonical"'):
        assert share in page.text
    assert re.search(r'content="http://localhost/stories/pictures/[\w-]+/large"', page.text)


def test_it_is_read_in_the_language_that_was_asked_for(as_anyone: Browser, out: dict[str, Any]) -> None:
    page = as_anyone.get(out["page"] + "?lang=es").text
    assert "Un logro" in page
    assert 'alt="Un prado"' in page
    assert "It went well." not in page
    assert '<article lang="en" dir="ltr">\n<h1 dir="auto">A win</h1>' in as_anyone.get(out["page"] + "?lang=ar").text


@pytest.mark.parametrize("how", ["withdrawn", "taken back", "ended", "archived"])
def test_it_is_gone_everywhere_at_once(app: Flask, as_anyone: Browser, out: dict[str, Any], how: str) -> None:
    with app.test_request_context(), transaction():
        principal = User.by_email("principal@demo.example")
        story, father = db.session.get_one(Story, out["key"]), db.session.get_one(Portrayed, out["father"])
        if how == "withdrawn":
            story.withdraw("The family asked for it.", by=principal)
        elif how == "archived":
            story.archive("Old.", by=principal)
        elif how == "ended":
            father.consents[0].until = clock.today() - timedelta(days=1)
        else:
            father.take_back(by=principal, giver=Giver.SELF, uses=[Use.WORDS], channels=[Channel.WEBSITE])
    assert is_everywhere(as_anyone, out) == [False] * 5


def test_a_picture_that_is_taken_out_dies_alone(app: Flask, as_anyone: Browser, out: dict[str, Any]) -> None:
    with app.test_request_context(), transaction():
        story = db.session.get_one(Story, out["key"])
        story.photos[0].throw_away(by=User.by_email("principal@demo.example"))
    assert is_everywhere(as_anyone, out) == [True, False, False, True, True]
    assert "<img" not in as_anyone.get(out["page"]).text


def test_only_the_picture_goes_where_only_the_picture_is_taken_back(app: Flask, as_anyone: Browser) -> None:
    everything = {"channels": list(Channel), "uses": [Use.WORDS, Use.PICTURE]}
    with app.test_request_context(), transaction():
        principal, story = User.by_email("principal@demo.example"), begin()
        photo, father = with_photo(story), quoted(story, **everything)
        photo.describe(alt="A father", nobody=False, people=[father], by=principal)
        story.approve(by=principal)
        publishing.publish(story, by=principal)
        out = {"page": f"/stories/{story.id}", "picture": f"/stories/pictures/{photo.token}"}
        key = father.id
    assert is_everywhere(as_anyone, out) == [True] * 5
    with app.test_request_context(), transaction():
        father = db.session.get_one(Portrayed, key)
        father.take_back(
            by=User.by_email("principal@demo.example"), giver=Giver.SELF, **{**everything, "uses": [Use.PICTURE]}
        )
    assert is_everywhere(as_anyone, out) == [True, False, False, True, True]


def test_the_web_page_of_an_issue_leaves_out_what_was_taken_back(app: Flask, as_anyone: Browser) -> None:
    with app.test_request_context(), transaction():
        principal, story = User.by_email("principal@demo.example"), begin()
        father = quoted(story, channels=[Channel.NEWSLETTER])
        story.approve(by=principal)
        issue = Issue(title="November", language="en", sent_at=clock.now(), sent_by=principal)
        issue.begin(by=principal)
        issue.pieces.append(Piece(position=1, story=story))
        db.session.flush()
        path, key = f"/stories/newsletters/{issue.id}", father.id
    assert "It went well." in as_anyone.get(path).text
    with app.test_request_context(), transaction():
        taken = {"giver": Giver.SELF, "uses": [Use.WORDS], "channels": [Channel.NEWSLETTER]}
        db.session.get_one(Portrayed, key).take_back(by=User.by_email("principal@demo.example"), **taken)
    assert "It went well." not in as_anyone.get(path).text


def test_a_browser_asks_each_time_whether_a_picture_may_still_be_seen(as_anyone: Browser, out: dict[str, Any]) -> None:
    picture = as_anyone.get(out["picture"] + "/small")
    assert picture.headers["Cache-Control"] == "no-cache"
    assert picture.mimetype == "image/webp"
    again = as_anyone.client.get(out["picture"] + "/small", headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304
    for answer in (picture, again):
        answer.close()


def test_search_engines_list_it_only_if_the_school_says_so(
    as_anyone: Browser, as_principal: Browser, out: dict[str, Any]
) -> None:
    for path in ("/stories", out["page"], "/stories/feed.xml", out["picture"] + "/small"):
        answer = as_anyone.get(path)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        answer.close()
    assert as_principal.post("/newsroom/listing").status_code == 303
    page = as_anyone.get(out["page"])
    assert "X-Robots-Tag" not in page.headers
    assert "noindex" not in page.text
    as_principal.post("/newsroom/hiding")
    assert "noindex" in as_anyone.get(out["page"]).text


def test_a_script_in_a_story_is_words_in_public_too(app: Flask, as_anyone: Browser) -> None:
    with app.test_request_context(), transaction():
        principal, story = User.by_email("principal@demo.example"), begin()
        story.write(by=principal, title=SCRIPT, text=SCRIPT, outcome=SCRIPT, partners=story.partners)
        story.approve(by=principal)
        publishing.publish(story, by=principal)
        key = story.id
    for path in ("/stories", f"/stories/{key}", "/stories/feed.xml"):
        assert SCRIPT not in as_anyone.get(path).text
    assert feed(as_anyone)


def test_many_stories_are_read_in_as_few_queries_as_one(app: Flask, as_anyone: Browser, as_staff: Browser) -> None:
    paths = {"/stories": as_anyone, "/stories/feed.xml": as_anyone, "/": as_staff}
    before = {path: queries(app, lambda path=path, who=who: who.get(path)) for path, who in paths.items()}
    with app.test_request_context(), transaction():
        for _ in range(12):
            story, principal = begin(), User.by_email("principal@demo.example")
            quoted(story)
            with_photo(story)
            story.approve(by=principal)
            publishing.publish(story, by=principal)
    after = {path: queries(app, lambda path=path, who=who: who.get(path)) for path, who in paths.items()}
    assert after == before


def test_older_stories_are_a_page_further_and_none_is_left_out_or_told_twice(app: Flask, as_anyone: Browser) -> None:
    with app.test_request_context(), transaction():
        for _ in range(45):
            begin(State.PUBLISHED)
        withdrawn = begin(State.PUBLISHED)
        withdrawn.withdraw("Asked for.", by=User.by_email("principal@demo.example"))
        gone, everything = withdrawn.id, [story.id for story in publishing.public_stories(1000)]
    path, seen, pages = "/stories", list[int](), 0
    while path:
        page = as_anyone.get(path).text
        told = [int(key) for key in re.findall(r'<h2><a href="/stories/(\d+)"', page)]
        assert len(told) <= 20
        seen, pages = seen + told, pages + 1
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = html.unescape(older[1]) if older else ""
    assert seen == everything
    assert gone not in seen
    assert pages == -(-len(everything) // 20)


def test_the_place_among_older_stories_stays_when_the_language_is_switched(app: Flask, as_anyone: Browser) -> None:
    with app.test_request_context(), transaction():
        key = begin(State.PUBLISHED).id
    assert f'href="?before={key}&amp;lang=es"' in as_anyone.get(f"/stories?before={key}").text
    assert as_anyone.get("/stories?before=999999").status_code == 200


def test_before_the_first_day_there_are_no_stories(new_app: Flask) -> None:
    browser = Browser(new_app.test_client())
    assert [browser.get(path).status_code for path in ("/stories", "/stories/feed.xml", "/stories/1")] != [200] * 3
