"""Photos: nothing of a file but its pixels comes in, and no picture goes out that is not covered."""

import io

import pytest
from PIL import Image

from partnerhub.foundation import files
from partnerhub.foundation.db import db
from partnerhub.people.model import User
from partnerhub.stories import photos, publishing
from partnerhub.stories.consent_rules import Channel, Use
from partnerhub.stories.model import Story
from partnerhub.stories.photos import StoryPhoto
from partnerhub.stories.publishing import Why, coverage
from partnerhub.stories.renditions import FOCAL, render
from tests.stories.making import quoted


def png(size: tuple[int, int] = (60, 40), color: str = "#1a6b5c") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def add(story: Story, by: User) -> StoryPhoto:
    return photos.add(story, files.Prepared("photo.png", png(), "image/png"), render(png()), by=by)


@pytest.fixture
def photo(story: Story, staff: User) -> StoryPhoto:
    """A photo of which nobody has said anything yet."""
    return add(story, staff)


def whys(story: Story) -> list[str]:
    return [gap.why for gap in coverage(story, Channel.WEBSITE).of_photos]


def shown(story: Story) -> list[str]:
    return [each["token"] for each in publishing.pictures(story, Channel.WEBSITE)]


def test_a_photo_becomes_webp_in_two_sizes() -> None:
    made = render(png((2000, 1000)))
    large, small = opened(made.large), opened(made.small)
    assert (large.format, large.size, small.format, small.size) == ("WEBP", (1600, 800), "WEBP", (640, 480))
    assert (made.width, made.height) == (1600, 800)
    assert opened(render(png((300, 200))).large).size == (300, 200), "It is never made larger than it is"


@pytest.mark.parametrize("focal", FOCAL)
def test_what_must_stay_in_sight_stays_where_it_is_cut(focal: str) -> None:
    picture = Image.new("RGB", (900, 300), "white")
    x, y = FOCAL[focal]
    picture.paste("red", (int(x * 800), int(y * 200), int(x * 800) + 100, int(y * 200) + 100))
    out = io.BytesIO()
    picture.save(out, "PNG")
    small = opened(render(out.getvalue(), focal=focal).small).convert("RGB")
    assert any(r > 200 and g < 90 for _count, (r, g, _b) in small.getcolors(1_000_000) or [])


def test_what_is_blurred_cannot_be_read_and_the_rest_can() -> None:
    picture = Image.new("L", (400, 400))
    picture.putdata([255 * ((x // 10 + y // 10) % 2) for y in range(400) for x in range(400)])
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = opened(render(out.getvalue(), areas=[[25, 25, 50, 50]]).large).convert("L")
    within, outside = made.crop((120, 120, 280, 280)).getextrema(), made.crop((0, 0, 90, 90)).getextrema()
    assert within[1] - within[0] < 30
    assert outside[1] - outside[0] > 200


def test_an_area_over_the_edge_is_cut_at_the_edge() -> None:
    assert render(png(), areas=[[90, 90, 100, 100], [99, 99, 1, 1]]).width == 60


def test_a_photo_waits_until_somebody_says_what_it_shows_and_who_is_in_it(
    story: Story, photo: StoryPhoto, principal: User
) -> None:
    assert whys(story) == [Why.UNSEEN, Why.ALT]
    photo.describe(alt="Two hands", nobody=True, people=[], by=principal)
    assert whys(story) == []
    story.approve(by=principal)
    publishing.publish(story, by=principal)
    assert shown(story) == [photo.token]


def test_a_picture_needs_the_yes_of_whoever_is_in_it_and_the_words_go_out_without_it(
    story: Story, photo: StoryPhoto, principal: User
) -> None:
    father = quoted(story)
    photo.describe(alt="A father", nobody=False, people=[father], by=principal)
    story.approve(by=principal)
    publishing.publish(story, by=principal)
    assert publishing.is_public(story)
    assert shown(story) == []
    assert whys(story) == [Why.CONSENT]


def test_somebody_struck_off_a_picture_after_the_approval_is_still_asked(
    story: Story, photo: StoryPhoto, principal: User
) -> None:
    father = quoted(story)
    photo.describe(alt="A father", nobody=False, people=[father], by=principal)
    story.approve(by=principal)
    publishing.publish(story, by=principal)
    photo.describe(alt="Nobody", nobody=True, people=[], by=principal)
    assert shown(story) == []


def test_a_named_person_needs_more_than_a_yes_to_a_nameless_picture(
    story: Story, photo: StoryPhoto, principal: User
) -> None:
    father = quoted(story, uses=[Use.WORDS, Use.PICTURE])
    photo.describe(alt="A father", nobody=False, people=[father], by=principal)
    assert whys(story) == []
    father.is_named = True
    assert whys(story) == [Why.CONSENT]


def test_a_picture_made_anew_has_to_be_approved_anew(story: Story, photo: StoryPhoto, principal: User) -> None:
    photo.describe(alt="Two hands", nobody=True, people=[], by=principal)
    story.approve(by=principal)
    publishing.publish(story, by=principal)
    before = photo.token
    photo.show(render(png(), areas=[[0, 0, 50, 50]]))
    assert photo.token != before
    assert shown(story) == []
    assert whys(story) == [Why.NOT_APPROVED]
    assert publishing.public_picture(before) is None


def test_photos_change_places_and_stop_at_the_ends(story: Story, staff: User) -> None:
    first, second = add(story, staff), add(story, staff)
    photos.place(second, up=True)
    db.session.flush()
    db.session.expire_all()
    assert story.photos == [second, first]
    photos.place(second, up=True)
    assert second.position == 1
