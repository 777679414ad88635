"""Markdown: what people write with a few signs, as safe HTML. No raw HTML, no pictures, nothing that runs."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "s",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "hr",
}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
SCHEMES = {"http", "https", "mailto", "tel"}
DEEPEST = 12

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
_reader.enable(["table", "strikethrough"])
_reader.disable(["image", "html_block", "html_inline"])


def to_html(text: str) -> Markup:
    """The text as HTML. Headings begin at the third level: they stand below those of the page."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = _reader.renderer.render(tokens, _reader.options, {})
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(safe)  # noqa: S704 - nh3 has cleaned it
