"""What people write with a few signs is shown, and nothing in it runs."""

from html.parser import HTMLParser

import pytest

from partnerhub.foundation.markdown import DEEPEST, to_html


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """The tags that a browser would see, with their attributes."""
    found: list[tuple[str, dict[str, str | None]]] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    reader.feed(html)
    return found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**yes** and *so*", "<p><strong>yes</strong> and <em>so</em></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# Big", "<h3>Big</h3>"),
        ("أهلا **بك**", "<p>أهلا <strong>بك</strong></p>"),
    ],
)
def test_the_usual_signs(text: str, html: str) -> None:
    assert to_html(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<img src=x onerror=alert(1)>",
        "![x](http://evil.example/x.png)",
        '[x](http://a.example "onmouseover=alert(1)")',
        "<a href='javascript:alert(1)'>x</a>",
        "```\n<script>\n```",
        "<svg/onload=alert(1)>",
        "[x]: javascript:alert(1)\n[x]",
    ],
)
def test_nothing_in_it_runs_and_no_picture_is_fetched(text: str) -> None:
    for tag, attributes in tags_of(to_html(text)):
        assert tag in {"p", "a", "br", "pre", "code"}
        assert all(name in {"href", "rel", "title"} for name in attributes)
        assert attributes.get("href", "http").startswith("http")


@pytest.mark.parametrize("text", ["> " * 5000 + "x", "- " * 5000 + "x", "*" * 20_000, "[" * 20_000, "x " * 100_000])
def test_depth_and_length_are_bounded(text: str) -> None:
    depth = 0
    for line in to_html(text).splitlines():
        depth += line.count("<blockquote>") + line.count("<ul>") - line.count("</blockquote>") - line.count("</ul>")
        assert depth <= DEEPEST
