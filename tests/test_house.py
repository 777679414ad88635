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
SCRIPTS = sorted((HOUSE / "static").glob("*.js"))
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
MODELS = [f for f in MODULES if "foundation" not in f.parts and "__tablename__" in f.read_text("utf-8")]
FLOORS = (
    "foundation",
    "school",
    "people",
    "partners",
    "clearances",
    "onboarding",
    "meetings",
    "feedback",
    "stories",
    "privacy",
    "home",
    "care",
)
FEATURES = FLOORS[1:]
# What every page knows of the school, its calendar, invitations, which two records are one, what meetings decided and
# have to do, what people wrote and what the school replied.
OPEN_TO_ALL_ABOVE = {"school.context", "school.calendar", "people.invitations", "people.keeping", "partners.duplicates"}
OPEN_TO_ALL_ABOVE |= {"meetings.agenda", "meetings.actions", "meetings.somebody"}
OPEN_TO_ALL_ABOVE |= {"feedback.comments", "feedback.replies"}
WEB = {"request", "g", "session", "flash", "url_for", "render_template", "current_user", "redirect", "abort"}
MOST_LINES, MOST_LINES_OF_A_PAGE, MOST_LINES_OF_A_FUNCTION = 220, 80, 30
# Each with the reason why it may be longer, and how long.
LONGER = {
    "partnerhub/onboarding/model.py": 250,  # an application and all that can happen to it
    "partnerhub/clearances/model.py": 230,  # a clearance and all that can happen to it
    "partnerhub/partners/model.py": 230,  # an organization and all that can happen to it
    "partnerhub/static/app.js": 300,  # one file, so that it comes in one request
    "partnerhub/static/drafts.js": 300,  # the same
    "templates/components/ui.html": 180,  # a shelf of small macros
    "templates/components/forms.html": 110,  # the same
    "templates/components/charts.html": 100,  # the same
    "tests/clearances/test_pages.py": 300,
    "tests/clearances/test_model.py": 250,
    "tests/foundation/test_mail.py": 240,
    "tests/meetings/test_carrying.py": 280,  # one machine of states and the cases that it once missed
    "partnerhub/config.py: settings": 60,  # one line a setting
}
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


@pytest.mark.parametrize("file", MODELS, ids=name_of)
def test_the_model_knows_no_web(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("flask", "flask_login"):
            assert not {alias.name for alias in node.names} & WEB
        if isinstance(node, ast.ImportFrom | ast.Import):
            named = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            assert not [n for n in named if re.search(r"(^|\.)(\w*forms|wtforms|\w*routes|hypermedia)$", n)]


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_says_in_one_sentence_what_it_is(feature: str) -> None:
    said = ast.get_docstring(ast.parse((HOUSE / feature / "__init__.py").read_text("utf-8")))
    assert said
    assert "\n" not in said


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    """The functions and methods of a file."""
    return (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef))


def is_late(function: ast.FunctionDef) -> bool:
    """Whether this is a route that begins to write by itself, after slow work."""
    return any("late=True" in ast.unparse(decorator) for decorator in function.decorator_list)


def commits(node: ast.AST) -> int:
    """How often it commits."""
    return sum(isinstance(part, ast.Attribute) and part.attr == "commit" for part in ast.walk(node))


@pytest.mark.parametrize("file", [f for f in MODULES if "foundation" not in f.parts], ids=name_of)
def test_no_feature_commits_by_itself(file: Path) -> None:
    """The request is the transaction. Only a late route may keep what its refusal would roll back."""
    of_late_routes = sum(commits(function) for function in functions(file) if is_late(function))
    assert commits(ast.parse(file.read_text("utf-8"))) == of_late_routes


def test_templates_mirror_the_features() -> None:
    rooms = {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()}
    assert rooms <= {*FEATURES, "foundation", "components", "errors", "styleguide"}


NAMED = re.compile(r"[\"']((?:[a-z_]+/)+[a-z_]+\.html|[a-z]+\.html)[\"']")


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_shows_its_own_templates(feature: str) -> None:
    shown = {name for file in (HOUSE / feature).rglob("*.py") for name in NAMED.findall(file.read_text("utf-8"))}
    strange = {name for name in shown if name.split("/")[0] not in (feature, "components")}
    assert strange <= ({"styleguide/index.html"} if feature == "home" else set())


def test_every_template_is_used_and_there() -> None:
    texts = [file.read_text("utf-8") for file in [*MODULES, *PAGES]]
    used = {name for text in texts for name in NAMED.findall(text)}
    rooms = {room for text in texts for room in re.findall(r'f"((?:[a-z]+/)+)\{\w+\}\.html"', text)}
    there = {page.relative_to(TEMPLATES).as_posix() for page in PAGES}
    assert used - there == set()
    assert {name for name in there - used if name.rsplit("/", 1)[0] + "/" not in rooms} == set()


@pytest.mark.parametrize("file", [*MODULES, *PAGES, *SCRIPTS, *TESTS], ids=name_of)
def test_no_file_is_long(file: Path) -> None:
    usual = MOST_LINES_OF_A_PAGE if file.suffix == ".html" else MOST_LINES
    assert len(file.read_text("utf-8").splitlines()) <= LONGER.get(name_of(file), usual)


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_no_function_is_long(file: Path) -> None:
    for function in functions(file):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        lines = (function.end_lineno or 0) - body[0].lineno + 1 if body else 0
        most = LONGER.get(f"{name_of(file)}: {function.name}", MOST_LINES_OF_A_FUNCTION)
        assert lines <= most, f"{function.name} has {lines} lines"


def test_there_is_no_room_without_a_name() -> None:
    unnamed = {"utils", "helpers", "common", "services", "base", "misc"}
    assert not [name_of(f) for f in MODULES if unnamed & {*f.parts, f.stem}]


def test_whatever_may_be_longer_is_so() -> None:
    """An exception that nobody needs any more goes."""
    files = {name: most for name, most in LONGER.items() if ": " not in name}
    unneeded = []
    for name in files:
        usual = MOST_LINES_OF_A_PAGE if name.endswith(".html") else MOST_LINES
        path = PROJECT / name
        if not path.exists() or len(path.read_text("utf-8").splitlines()) <= usual:
            unneeded.append(name)
    assert unneeded == []


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
