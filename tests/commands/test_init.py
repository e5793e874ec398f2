"""`audit init`: what it writes can be used as it stands, and line by line."""

import re

import pytest

from audit_cli.commands.init import settings_text
from audit_cli.language import LANGUAGES
from audit_cli.settings import Settings, read_settings


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_that_it_offers_is_valid(tmp_path, language):
    written = settings_text(language, None)
    used = re.sub(r"(?m)^# ?(?=\w+:|  )", "", written)
    settings = {}
    for name, text in (("as-written", written), ("used", used)):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        settings[name] = read_settings(path, tmp_path / "cache")
    assert settings["as-written"] == Settings(language=language)
    assert [site.id for site in settings["used"].sites] == ["centro"]
    assert settings["used"].sites[0].hours
    assert settings["used"].client_term
    assert settings["used"].staff_told
