"""The site as it is built: in a minute without outputs, or the one that ``GAN_COURSE_SITE`` names, with them."""

import importlib
import inspect
import itertools
import os
import pkgutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

import gan_course

pytest.importorskip("sphinx", reason="Sphinx is not installed: pip install --editable '.[site]'")

ROOT = Path(__file__).parents[2]
REPOSITORY = os.environ.get("GITHUB_REPOSITORY", "owner/course")
LARGEST = 5_000_000  # bytes of a page with all that it loads
ON_EVERY_PAGE = [".bd-header", ".bd-sidebar-primary", ".bd-footer"]  # where a test looks at whole pages, they are in


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site's pages."""
    if built := os.environ.get("GAN_COURSE_SITE"):
        return Path(built).resolve()
    out = tmp_path_factory.mktemp("site")
    environment = os.environ | {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_SHA": "abc123"}
    command = [sys.executable, str(ROOT / "site" / "build.py"), "--quick", "--out", str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out / "html"


class References(HTMLParser):
    """What a page loads, where its links lead, and the places in it that they may lead to."""

    def __init__(self):
        super().__init__()
        self.loaded, self.links, self.ids = [], [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids |= {attributes[name] for name in ("id", "name") if attributes.get(name)}
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        elif tag == "link" and {"stylesheet", "preload", "icon"} & set((attributes.get("rel") or "").split()):
            self.loaded.append(attributes["href"])
        elif tag in ("script", "img", "source", "audio", "video", "iframe", "embed") and attributes.get("src"):
            self.loaded.append(attributes["src"])


def references(page):
    parser = References()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def pages(site):
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)  # the theme's are templates


def target(page, address):
    return page.parent.joinpath(unquote(urlsplit(address).path)).resolve()


def test_every_lesson_has_its_page(site):
    lessons = {path.relative_to(ROOT).with_suffix(".html") for path in (ROOT / "notebooks").rglob("*.ipynb")}
    assert {path for path in lessons if ".ipynb_checkpoints" not in path.parts} == {
        page.relative_to(site) for page in pages(site / "notebooks")
    }


def test_every_public_function_is_in_the_reference(site):
    from sphinx.util.inventory import InventoryFile

    objects = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="")
    named = {name for kind in ("py:function", "py:class") for name in objects.data[kind]}
    documented = {id(resolved(name)) for name in named}
    missing = [name for name, thing in public_things() if id(thing) not in documented]
    assert not missing


def resolved(name):
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part)
        return thing
    raise ImportError(name)


def public_things():
    for found in pkgutil.walk_packages(gan_course.__path__, "gan_course."):
        if "._" in found.name or found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, thing in vars(module).items():
            own = getattr(thing, "__module__", None) == module.__name__
            if own and not name.startswith("_") and (inspect.isfunction(thing) or inspect.isclass(thing)):
                yield f"{module.__name__}.{name}", thing


def test_no_page_needs_a_network(site):
    loaded = {(page.name, address) for page in pages(site) for address in references(page).loaded}
    assert len(loaded) > 100
    assert not {pair for pair in loaded if urlsplit(pair[1]).scheme not in ("", "data")}


def test_every_page_is_light(site):
    sizes = {}
    for page in pages(site):
        local = {target(page, address) for address in references(page).loaded if not urlsplit(address).scheme}
        sizes[page.relative_to(site).as_posix()] = page.stat().st_size + sum(path.stat().st_size for path in local)
    assert not {name: size for name, size in sizes.items() if size > LARGEST}


def test_every_link_within_the_site_leads_somewhere(site):
    parsed = {page.resolve(): references(page) for page in pages(site)}
    broken = []
    for page, found in parsed.items():
        for address in found.links:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = target(page, address) if parts.path else page
            anchors = parsed[path].ids if path in parsed else {parts.fragment}
            if not path.is_file() or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append((page.relative_to(site.resolve()).as_posix(), address))
    assert not broken


def test_a_lesson_can_be_taken_along(site):
    page = site / "notebooks" / "day01" / "components.html"
    (copy,) = [address for address in references(page).links if address.endswith(".ipynb") and "://" not in address]
    notebook = nbformat.read(target(page, copy), as_version=4)
    nbformat.validate(notebook)
    assert any('raise NotImplementedError("exercise not attempted")' in cell.source for cell in notebook.cells)
    assert not any("BEGIN HIDDEN TESTS" in cell.source for cell in notebook.cells)


@pytest.mark.skipif(
    "GAN_COURSE_SITE" in os.environ and "GITHUB_REPOSITORY" not in os.environ,
    reason="the site that GAN_COURSE_SITE names was built without GITHUB_REPOSITORY",
)
def test_a_lesson_opens_in_binder_and_colab(site):
    links = references(site / "notebooks" / "day01" / "components.html").links
    assert any(link.startswith(f"https://mybinder.org/v2/gh/{REPOSITORY}/HEAD?urlpath=lab%2Ftree%2F") for link in links)
    (colab,) = [link for link in links if "colab.research.google.com" in link]
    assert (site / colab.partition("/blob/gh-pages/")[2]).is_file()


@pytest.fixture(scope="module")
def axe():
    """The script of axe-core."""
    base = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed: no page is checked")
    return base.AXE_FILE_PATH.read_text()


def serious(page, axe, **context):
    page.evaluate(f"() => {{ {axe} }}")
    found = page.evaluate("async part => (await axe.run(part, {resultTypes: ['violations']})).violations", context)
    return [
        (violation["id"], node["html"][:200], node["failureSummary"])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def checked(site):
    """The pages that are tried: all of a site that was built before; of a quick one, one in six of the reference's."""
    reference = [path for path in pages(site) if path.parent.name == "reference"]
    left_out = set() if "GAN_COURSE_SITE" in os.environ else set(reference) - set(reference[::6])
    return [path for path in pages(site) if path not in left_out]


def test_no_page_keeps_a_reader_out(site, chromium, axe):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.route("**/mathjax/**", lambda route: route.abort())  # the next test has the formulas, too
    page = context.new_page()
    violations = {}
    for path in checked(site):
        page.goto(path.as_uri())
        violations[path.relative_to(site).as_posix()] = serious(page, axe, exclude=ON_EVERY_PAGE)
    context.close()
    assert len(violations) > 25
    assert not {name: found for name, found in violations.items() if found}


@pytest.mark.parametrize("width", [400, 1280])
def test_dark_and_narrow_pages_keep_no_reader_out_either(site, chromium, axe, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme="dark")
    page = context.new_page()
    for name in ("index", "notebooks/day01/components", "reference/gan_course.losses", "docs/instructors"):
        page.goto((site / f"{name}.html").as_uri())
        page.evaluate("async () => await window.MathJax?.startup?.promise")
        assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
        assert serious(page, axe, include=["html"]) == [], name
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), f"{name} is too wide"
    context.close()


@pytest.fixture
def start(site, chromium):
    """The start page's first figure that moves, and the page."""
    context = chromium.new_context(reduced_motion="no-preference")
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    yield page.locator("figure.scrubber").first, page
    context.close()


def test_one_click_makes_the_start_page_move(start):
    figure, page = start
    figure.locator("img").evaluate(
        """image => {
          window.shown = [image.src];
          new MutationObserver(() => window.shown.push(image.src)).observe(image, {attributeFilter: ["src"]});
        }"""
    )
    figure.get_by_role("button", name="Play").click()
    figure.get_by_role("button", name="Pause").wait_for()
    figure.get_by_role("button", name="Play").wait_for()  # at the end it can be played again
    shown = page.evaluate("() => window.shown")
    frames = int(figure.get_by_role("slider").get_attribute("max")) + 1
    assert len(set(shown)) == frames > 2
    assert shown[-1] == shown[0]  # the page opens with the last


def test_the_start_page_moves_by_the_keyboard(start):
    figure, page = start
    slider = figure.get_by_role("slider", name="training")
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "0 steps"
    page.keyboard.press("ArrowRight")
    following = slider.get_attribute("aria-valuetext")
    assert following != "0 steps"
    assert figure.locator("output").inner_text() == following
    assert following in figure.locator("img").get_attribute("alt")


def test_nothing_moves_before_it_is_asked_to(start):
    figure, page = start
    before = figure.locator("img").get_attribute("src")
    page.wait_for_timeout(1000)
    assert figure.locator("img").get_attribute("src") == before


def test_without_scripts_the_start_page_has_its_pictures(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    for figure in page.locator("figure.scrubber").all():
        image = figure.locator("img")
        assert image.is_visible()
        assert image.get_attribute("alt").strip()
        assert not figure.locator(".scrubber-controls").is_visible()
    context.close()


def test_pictures_have_descriptions(site, chromium):
    context = chromium.new_context()
    page = context.new_page()
    for path in itertools.chain(pages(site / "notebooks"), [site / "index.html", site / "gallery.html"]):
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        assert page.locator("article img:not([alt])").count() == 0, path.name
    context.close()
