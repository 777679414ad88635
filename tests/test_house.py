"""The house rules, read from the code itself: what is only agreed upon is soon forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

PROJECT = Path(__file__).parent.parent
HOUSE, TEMPLATES = PROJECT / "partnerhub", PROJECT / "templates"
MODULES = sorted(HOUSE.rglob("*.py"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
FLOORS = ("foundation", "school", "people", "partners", "clearances", "onboarding", "meetings", "home", "care")
FEATURES = FLOORS[1:]
# What every page knows of the school, and the invitation of the people of an organization.
OPEN_TO_ALL_ABOVE = {"school.context", "school.calendar", "people.invitations"}
WEB = {"request", "g", "session", "flash", "url_for", "render_template", "current_user", "redirect", "abort"}
MOST_LINES = 300
# Parameters that are words, not numbers: a token is the key itself, a name is one of a list that the route checks.
WORDS = {"filename", "form", "token", "code"}


def name_of(file: Path) -> str:
    return file.relative_to(PROJECT).as_posix()


def imports(file: Path) -> Iterator[str]:
    """The modules of ours that a file imports, "partners.model" for partnerhub.partners.model."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            is_package = (PROJECT / (node.module or "").replace(".", "/")).is_dir()
            found = [f"{node.module}.{alias.name}" for alias in node.names] if is_package else [node.module or ""]
        else:
            continue
        yield from (name.removeprefix("partnerhub.") for name in found if name.startswith("partnerhub."))


@pytest.mark.parametrize("file", [f for f in MODULES if f.parent != HOUSE], ids=name_of)
def test_imports_go_downstairs(file: Path) -> None:
    own = file.relative_to(HOUSE).parts[0]
    for imported in imports(file):
        room = imported.split(".")[0]
        if room in (own, "foundation") or room not in FLOORS:
            continue
        assert FLOORS.index(room) < FLOORS.index(own), f"{imported} is upstairs"
        to_model = re.match(rf"{room}\.(model|[a-z_]+\.[A-Z]\w+)$", imported) or imported in OPEN_TO_ALL_ABOVE
        assert to_model or file.name == "demo.py", f"{imported}: across features only the model of a lower floor"


@pytest.mark.parametrize("file", [f for f in MODULES if f.name == "model.py"], ids=name_of)
def test_the_model_knows_no_web(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("flask", "flask_login"):
            assert not {alias.name for alias in node.names} & WEB
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").endswith((".forms", "wtforms", ".routes"))


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_says_in_one_sentence_what_it_is(feature: str) -> None:
    said = ast.get_docstring(ast.parse((HOUSE / feature / "__init__.py").read_text("utf-8")))
    assert said
    assert "\n" not in said


@pytest.mark.parametrize("feature", FEATURES)
def test_no_feature_commits_by_itself(feature: str) -> None:
    for file in (HOUSE / feature).rglob("*.py"):
        late = "late=True" in file.read_text("utf-8")
        assert late or ".commit(" not in file.read_text("utf-8"), f"{name_of(file)}: the request is the transaction"


def test_templates_mirror_the_features() -> None:
    rooms = {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()}
    assert rooms <= {*FEATURES, "foundation", "components", "errors", "styleguide"}


@pytest.mark.parametrize("file", [*MODULES, *PAGES], ids=name_of)
def test_no_file_is_long(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES


def test_there_is_no_room_without_a_name() -> None:
    unnamed = {"utils", "helpers", "common", "services", "base", "misc"}
    assert not [name_of(f) for f in MODULES if unnamed & {*f.parts, f.stem}]


def test_addresses_are_typed_and_in_kebab_case(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        fixed = re.sub(r"<[^>]*>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9./-]*", fixed), f"{rule.rule}: lower case and hyphens"
        for parameter in re.findall(r"<([^>]*)>", rule.rule):
            is_typed = re.match(r"(int|uuid|any\(.*\)|string\(.*\)|string):", parameter)
            assert is_typed or parameter in WORDS, f"{rule.rule}: <int:...>, or one of {sorted(WORDS)}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_style_and_no_script_stands_in_a_page(page: Path) -> None:
    markup = page.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=", markup), "the content security policy drops style attributes"
    assert not re.search(r"<style\b", markup)
    assert not re.search(r"\son[a-z]+\s*=", markup), "no on... attributes"
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", markup), "scripts come from a file"
    assert not re.search(r"hx-on|\bjs:|javascript:", markup)
    assert not re.search(r"href=[\"']#[\"']", markup)


JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
SPOKEN = re.compile(r"(?:aria-label|placeholder|title|alt)=\"([^\"]*)\"")


@pytest.mark.parametrize("page", [p for p in PAGES if p.parent.name != "styleguide"], ids=name_of)
def test_every_text_can_be_translated(page: Path) -> None:
    markup = re.sub(r"\{% raw %\}.*?\{% endraw %\}", "", page.read_text("utf-8"), flags=re.S)
    markup = JINJA.sub("", re.sub(r"\{% trans.*?\{% endtrans %\}", "", markup, flags=re.S))
    spoken = " ".join(SPOKEN.findall(markup))
    text = re.sub(r"<(bdi|code|kbd|[a-z]+ [^>]*translate=\"no\"[^>]*)>.*?</", "</", markup, flags=re.S)
    text = re.sub(r"&\w+;|<!--.*?-->|<[^>]*>|[a-z-]+=\"\"|\bPartnerHub\b", " ", text, flags=re.S)
    assert not re.search(r"[A-Za-z]{2}", text), re.findall(r"[^\n]*[A-Za-z]{2}[^\n]*", text)
    assert not re.search(r"[A-Za-z]{2}", spoken), spoken
