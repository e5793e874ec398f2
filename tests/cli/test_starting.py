"""What surrounds a start: a user without a home."""

from pathlib import Path

import pytest

from audit_cli.cli.main import main
from audit_cli.cli.session import Session

WEEK = ("--week", "2026-W46")


@pytest.fixture(params=["refused", "left as it is"])
def _nobody(request, monkeypatch, tmp_path):
    """A user whom the system knows no folder of, as in a container run with a number for a user; what
    platformdirs makes of it was another thing once."""

    def unknown(_user):
        raise KeyError("no such user")

    for name in ("HOME", "AUDIT_HOME", "AUDIT_LANG", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    if request.param == "left as it is":
        monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local"))
        monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache"))


@pytest.mark.usefixtures("_nobody")
@pytest.mark.parametrize("command", [["list"], ["doctor"], ["report", "weekly"], ["demo"]])
@pytest.mark.parametrize(
    ("flags", "said"), [([], "say where to keep audits"), (["--lang", "es"], "diga dónde guardar")]
)
def test_without_a_home_a_user_is_asked_for_a_folder(capsys, tmp_path, command, flags, said):
    assert main([*command, *flags]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "AUDIT_HOME" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_nobody")
def test_without_a_home_a_named_folder_is_enough(capsys, tmp_path):
    assert main(["--home", "kept", "report", "weekly", *WEEK]) == 0
    assert capsys.readouterr().err == ""
    assert list((tmp_path / "kept" / "reports").glob("weekly-2026-W46*.html"))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert Session("kept").compiled is None


@pytest.mark.usefixtures("_nobody")
@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_without_a_home_there_is_help(capsys, flag):
    assert main([flag]) == 0
    assert capsys.readouterr().err == ""
