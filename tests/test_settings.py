"""`audit.yaml`: defaults, every problem in one go, sites."""

from datetime import date
from pathlib import Path

import pytest

from audit_cli.errors import ExitCode, InvalidInput
from audit_cli.language import LANGUAGES, Text
from audit_cli.settings import (
    OpeningHours,
    Settings,
    Site,
    UnknownSite,
    UnnamedSite,
    check_settings,
    read_settings,
)

WHOLE = """\
language: es
decimal: ","
client_term: {en: patient, es: paciente}
week_start: sunday
sites:
  - id: centro
    name: {en: "Downtown", es: "Centro"}
    time_zone: America/Bogota
    hours: [mon-fri 8:00-17:30, "sáb 9:00 - 13:00"]
    kind: clinic
  - {id: norte, hours: sat-mon 10:00-24:00}
staff_told: 2026-11-01
promises: ["We call back.", {en: "No queue.", es: "Sin filas."}]
"""
WRONG = """\
language: fr
decimal: ;
week_start: lunes
sites:
  - {id: Centro, time_zone: America/Bogata}
  - {id: norte, hours: 8-17}
  - {id: norte, kind: clinik, hours: [mon-fri 17:00-8:00]}
  - {time_zone: ../../etc/passwd}
staff_told: 2026-02-30
promises: [a, b, c, d]
languaje: es
"""
WRONG_EN = """\
audit.yaml:1:11: `fr` is not known here; there are: {languages}
audit.yaml:2:10: `;` is not known here; there are: ,, .
audit.yaml:3:13: `lunes` is not known here; there are: monday, tuesday, wednesday, thursday, \
friday, saturday, sunday
audit.yaml:5:10: `Centro` can't be an id; use a-z, 0-9 and `-`, at most 64, such as `centro`
audit.yaml:5:29: there is no time zone `America/Bogata`; did you mean `America/Bogota`?
audit.yaml:6:24: `8-17` are not opening hours; write them such as `mon-fri 8:00-17:30`
audit.yaml:7:10: the site `norte` is there twice; give each its own id
audit.yaml:7:23: `clinik` is not known here; did you mean `clinic`?
audit.yaml:7:39: `mon-fri 17:00-8:00` are not opening hours; write them such as `mon-fri 8:00-17:30`
audit.yaml:8:5: `id` is missing here; add it
audit.yaml:8:17: there is no time zone `../../etc/passwd`; write one such as America/Bogota
audit.yaml:9:13: `2026-02-30` is not a date; write year-month-day, such as 2026-11-16
audit.yaml:10:11: items in this list: 4; write at most 3
audit.yaml:11:1: unknown key `languaje`; did you mean `language`?"""


def settings_of(folder: Path, text: str, cache: Path | None = None) -> Settings:
    path = folder / "audit.yaml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path, cache)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_nothing_settled(tmp_path: Path, text: str) -> None:
    assert read_settings(tmp_path / "none.yaml") == Settings()
    assert settings_of(tmp_path, text) == Settings()


def test_everything_settled(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, WHOLE)
    weekdays, saturday = OpeningHours((0, 1, 2, 3, 4), 480, 1050), OpeningHours((5,), 540, 780)
    centro = Site(
        "centro",
        Text.of({"en": "Downtown", "es": "Centro"}),
        "America/Bogota",
        (weekdays, saturday),
        "clinic",
    )
    norte = Site("norte", Text("norte"), None, (OpeningHours((5, 6, 0), 600, 1440),))
    assert settings == Settings(
        "es",
        ",",
        Text.of({"en": "patient", "es": "paciente"}),
        (centro, norte),
        date(2026, 11, 1),
    )


def test_every_problem_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("audit.yaml").write_text(WRONG, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_settings(Path("audit.yaml"))
    assert caught.value.exit_code == ExitCode.INVALID
    assert caught.value.say("en") == WRONG_EN.replace("{languages}", ", ".join(LANGUAGES))
    assert f"hay: {', '.join(LANGUAGES)}" in caught.value.say("es")


@pytest.mark.parametrize("text", ["- a\n", "just words\n", "a: {\n", "language: es\n---\n{}\n"])
def test_what_is_no_settings_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidInput):
        settings_of(tmp_path, text)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").mkdir()
    with pytest.raises(InvalidInput) as caught:
        read_settings(tmp_path / "audit.yaml")
    assert check_settings(tmp_path / "audit.yaml") == list(caught.value.problems)
    for language, said in (
        ("en", "the settings can't be read: it is a folder, not a file"),
        ("es", "no se pueden leer los ajustes: es una carpeta, no un archivo"),
    ):
        assert caught.value.say(language) == f"{tmp_path / 'audit.yaml'}: {said}"


def test_a_warning_stops_nothing(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "client_term: {es: usuario}\n")
    assert settings.client_term == Text.of({"es": "usuario"})
    problems = check_settings(tmp_path / "audit.yaml")
    assert [problem.warning for problem in problems] == [True] * len(LANGUAGES)
    assert check_settings(tmp_path / "none.yaml") == []


def test_what_was_parsed_is_kept(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    settings = settings_of(tmp_path, WHOLE, cache)
    (entry,) = cache.iterdir()
    assert read_settings(tmp_path / "audit.yaml", cache) == settings
    entry.write_bytes(b"damaged")
    assert read_settings(tmp_path / "audit.yaml", cache) == settings


def test_sites(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, WHOLE)
    assert settings.site("centro").time_zone == "America/Bogota"
    with pytest.raises(UnknownSite, match="did you mean `centro`") as caught:
        settings.site("centre")
    assert caught.value.exit_code == ExitCode.USAGE
    with pytest.raises(UnknownSite, match="there are: centro, norte"):
        settings.site("main")
    with pytest.raises(UnnamedSite, match=r"name the site: --site centro \(or norte\)$"):
        settings.site()
    many = "sites: [" + ", ".join(f"{{id: s-{number}}}" for number in range(100)) + "]"
    with pytest.raises(UnnamedSite, match=r"--site s-0 \(or s-1, .*, s-23, …\)$"):
        settings_of(tmp_path, many).site()
    assert settings_of(tmp_path, "sites: [{id: sur}, {id: main}]").site().id == "main"
    only = settings_of(tmp_path, "sites: [{id: centro}]")
    assert only.site().id == "centro"


def test_without_sites_any_safe_name_is_taken() -> None:
    assert Settings().site() == Site("main", Text("main"))
    assert Settings().site("north-2").id == "north-2"
    for name in ("North", "a b", "../a", "", "-a"):
        with pytest.raises(UnknownSite):
            Settings().site(name)


def test_the_contact_points_of_the_house_hold_for_every_site(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "contacts: [phone, door]\nsites: [{id: centro}]\n")
    assert settings.contacts == settings.site("centro").contacts == ("phone", "door")
    assert settings.unlisted("norte").contacts == ("phone", "door")
    assert settings_of(tmp_path, "contacts: [web]\n").site("here").contacts == ("web",)
    with pytest.raises(InvalidInput) as caught:
        settings_of(tmp_path, "contacts: [door, fone]\n")
    said = "audit.yaml:1:18: `fone` is not known here; did you mean `phone`?"
    assert caught.value.say("en").endswith(said)
