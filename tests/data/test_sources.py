from pathlib import Path

import pytest

from gan_course.data import Location, cache_folder, locate, sources
from gan_course.data.published import PUBLISHED


def test_cache_folder_is_the_variable(monkeypatch, tmp_path):
    assert cache_folder() == tmp_path / "cache"
    monkeypatch.setenv("GAN_COURSE_CACHE", "~/mine")
    assert cache_folder() == Path.home() / "mine"


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "home/.cache/gan_course"),
        ("linux", {"XDG_CACHE_HOME": "xdg"}, "xdg/gan_course"),
        ("darwin", {"XDG_CACHE_HOME": "xdg"}, "home/Library/Caches/gan_course"),
        ("win32", {}, "home/AppData/Local/gan_course"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/gan_course"),
    ],
)
def test_cache_folder_of_each_platform(monkeypatch, platform, variables, expected):
    for variable in ("GAN_COURSE_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sources.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert cache_folder() == Path(expected)


def test_locate_neither_downloads_nor_prints(server, publish, make, arrays, capsys):
    publish("mnist", server.url, {"mnist.npz": make.npz(arrays)})
    location = locate()
    assert location.name == "mnist"
    assert location.kind == "download"
    assert location.description == f"a download ({server.url[:-1]})"
    assert location.path == cache_folder() / "mnist.npz"
    assert server.requests == []
    assert capsys.readouterr() == ("", "")


def test_locate_digits():
    assert locate("digits") == Location("digits", "shipped", sources.DIGITS_SOURCE, None, ())


def test_locate_says_what_is_amiss(no_network, monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path / "nowhere"))
    cache_folder().mkdir()
    (cache_folder() / "mnist.npz").write_bytes(b"half a fi")
    damaged, not_a_folder = locate("mnist").notes
    assert "mnist.npz is damaged" in damaged
    assert not_a_folder.endswith("nowhere, which is not a folder")


def test_locate_unknown():
    with pytest.raises(ValueError, match=r"the data set to be one of .*, got 'faces'; .*load_image_folder"):
        locate("faces")


def test_shown():
    assert sources.shown(Path.home() / "a" / "b") == str(Path("~/a/b"))
    assert sources.shown(Path("/elsewhere/a")) == str(Path("/elsewhere/a"))


def test_published_facts_are_whole():
    for published in PUBLISHED.values():
        assert len(published.class_names) == len(published.first_labels["train"]) == 10
        for file in published.files:
            assert file.url == f"https://storage.googleapis.com/tensorflow/tf-keras-datasets/{file.name}"
            assert len(file.sha256) == 64
            assert file.size > 5000
    assert sum(file.size for file in PUBLISHED["fashion_mnist"].files) == 30_878_645
