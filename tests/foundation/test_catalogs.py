"""The catalogs: nothing missing, nothing left over, no placeholder lost, and one more language is one more file."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask_babel import force_locale, gettext, ngettext

from partnerhub.foundation import gathering
from partnerhub.foundation.catalogs import FILE, languages
from partnerhub.foundation.gathering import gather, gathered
from tests import schools
from tests.conftest import build, signed_in_as

SHELF = Path(__file__).parents[2] / "partnerhub" / "translations"
SHIPPED = ("ar", "es")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|%%")
POLISH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Sign in"
msgstr "Zaloguj się"

msgid "one person"
msgid_plural "%(num)d people"
msgstr[0] "jedna osoba"
msgstr[1] "%(num)d osoby"
msgstr[2] "%(num)d osób"
"""


def read(code: str) -> Catalog:
    with (SHELF / code / FILE).open("rb") as opened:
        return read_po(opened, locale=code, abort_invalid=True)


def texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(text: Any) -> list[str]:
    """A text in its plural forms, or in its one form."""
    return [text] if isinstance(text, str) else list(text)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return gathered()


@pytest.mark.parametrize("code", SHIPPED)
def test_it_has_the_texts_of_the_code_and_no_others(template: Catalog, code: str) -> None:
    ours, there = ({str(message.id) for message in texts(one)} for one in (template, read(code)))
    assert there == ours, "Run `make catalogs`, then translate what is new"


@pytest.mark.parametrize("code", SHIPPED)
def test_every_text_is_translated_in_each_of_its_forms(code: str) -> None:
    catalog = read(code)
    assert [m.id for m in texts(catalog) if not all(forms(m.string))] == []
    assert [m.id for m in texts(catalog) if m.pluralizable and len(forms(m.string)) != catalog.num_plurals] == []
    assert [m.id for m in texts(catalog) if m.fuzzy] == []
    assert list(catalog.obsolete) == []


@pytest.mark.parametrize("code", SHIPPED)
def test_no_placeholder_is_lost_or_misspelled(code: str) -> None:
    """Only how many they are may go unsaid: "two days" needs no number in Arabic."""
    for message in texts(read(code)):
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        may_go = {"%(num)d"} if message.pluralizable else set()
        for form in forms(message.string):
            found = set(PLACEHOLDER.findall(form))
            assert wanted - may_go <= found <= wanted, (message.id, form)


@pytest.mark.parametrize("code", SHIPPED)
def test_a_letter_keeps_its_lines(code: str) -> None:
    for message in texts(read(code)):
        for form in forms(message.string):
            assert form == form.strip(" "), form
            assert form.count("\n") == forms(message.id)[-1].count("\n"), form


def test_arabic_has_six_plurals(house: Any) -> None:
    with force_locale("ar"):
        said = [ngettext("one person", "%(num)d people", number) for number in (0, 1, 2, 3, 11, 100)]
    assert said == ["لا أشخاص", "شخص واحد", "شخصان", "3 أشخاص", "11 شخصًا", "100 شخص"]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A shelf of one's own: those that we ship, and Polish, as somebody put it there."""
    shutil.copytree(SHELF, tmp_path / "shelf")
    file = tmp_path / "shelf" / "pl" / FILE
    file.parent.mkdir(parents=True)
    file.write_text(POLISH, encoding="utf-8")
    return tmp_path / "shelf"


def test_one_more_language_is_one_more_file(demo_folder: Path, tmp_path: Path, shelf: Path) -> None:
    schools.copy(demo_folder, tmp_path / "data")
    app = build(tmp_path / "data", TRANSLATIONS=shelf)
    assert languages(shelf) == ["en", "ar", "es", "pl"]
    as_principal = signed_in_as(app, "principal")
    assert 'value="pl"' in as_principal.get("/school").text
    with app.test_request_context(), force_locale("pl"):
        assert gettext("Sign in") == "Zaloguj się"
        assert [ngettext("one person", "%(num)d people", n) for n in (1, 2, 5)] == ["jedna osoba", "2 osoby", "5 osób"]
        assert gettext("Save") == "Save"


@pytest.mark.parametrize("broken", ["Sign in: Zaloguj", POLISH + "msgid", POLISH + "\udcff"])
def test_a_broken_catalog_is_spoken_as_english(
    app: Any, shelf: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    (shelf / "pl" / FILE).write_bytes(broken.encode("utf-8", "surrogateescape"))
    app.config["TRANSLATIONS"] = shelf
    with app.test_request_context(), force_locale("pl"):
        assert gettext("Sign in") == "Sign in"
    assert "cannot be read" in caplog.text


def test_a_slip_in_one_text_costs_only_that_text(app: Any, shelf: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = shelf / "pl" / FILE
    slip = '\nmsgid "Welcome, %(name)s."\nmsgstr "Witaj, %(nmae)s."\n'
    file.write_text(POLISH + "\n#, python-format" + slip, encoding="utf-8")
    app.config["TRANSLATIONS"] = shelf
    with app.test_request_context(), force_locale("pl"):
        assert gettext("Welcome, %(name)s.", name="Ada") == "Welcome, Ada."
        assert gettext("Sign in") == "Zaloguj się"
    assert "nmae" in caplog.text


def test_gathering_keeps_what_is_translated_and_begins_a_language(shelf: Path) -> None:
    waiting = gather(shelf, "uk")
    assert waiting["uk"] == waiting["pl"] + 2
    assert 'msgstr "Iniciar sesión"' in (shelf / "es" / FILE).read_text("utf-8")
    begun = (shelf / "uk" / FILE).read_text("utf-8")
    assert "nplurals=3" in begun
    assert "Zaloguj się" in (shelf / "pl" / FILE).read_text("utf-8")
    gather(shelf)
    assert (shelf / "uk" / FILE).read_text("utf-8") == begun


def test_two_plurals_of_one_text_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog holds one translation of a singular: the second plural would be said in the words of the first."""
    pages = tmp_path / "templates"
    pages.mkdir()
    for name, plural in (("polls", "All %(num)d came."), ("results", "%(num)d came.")):
        (pages / f"{name}.html").write_text(f'{{{{ ngettext("One came.", "{plural}", number) }}}}')
    monkeypatch.setattr(gathering, "PROJECT", tmp_path)
    with pytest.raises(ValueError, match="another plural"):
        gathering.gathered()
