"""Sphinx's settings; `build.py` lays out the source folder that they are for."""

import os
import sys
import tomllib
from datetime import date
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

import docstrings

ROOT = Path(__file__).parent.parent

project = "The GAN course"
author = "The gan-course authors"
copyright = f"{date.today():%Y}, {author}. Code: MIT. Text and pictures: CC BY 4.0"
release = version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
language = "en-GB"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx-mathjax-offline",
]
exclude_patterns = ["README.md"]  # the start page includes it
suppress_warnings = ["ref.python"]  # two modules may name a type alike

# Lessons: what ran once is kept, by the text of the code cells.
nb_execution_mode = "cache"
nb_execution_timeout = 600
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_render_markdown_format = "myst"  # so links in outputs lead to pages
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # `still_displays` shows what needs no kernel
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

# A formula is drawn from paths, because a browser reads no fonts for a page on a disk.
mathjax_path = "mathjax/tex-svg.js"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autosummary_generate = False
default_role = "py:obj"
napoleon_custom_sections = list(docstrings.SECTIONS)
napoleon_use_ivar = True
napoleon_use_rtype = False
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"

html_context = {"default_mode": "auto"}
html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_sidebars: dict[str, list[str]] = {"index": [], "gallery": [], "CHANGELOG": [], "CONTRIBUTING": [], "docs/**": []}
html_theme_options = {
    "header_links_before_dropdown": 4,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
}
if repository := os.environ.get("GITHUB_REPOSITORY"):
    html_theme_options["icon_links"] = [
        {"name": "Source on GitHub", "url": f"https://github.com/{repository}", "icon": "fa-brands fa-github"}
    ]


def setup(app: Sphinx) -> None:
    """Connect what reads docstrings, and set what an extension has set otherwise."""
    app.config.mathjax_path = mathjax_path
    app.add_lexer("csv", TextLexer)
    app.connect("autodoc-process-docstring", docstrings.process, priority=400)  # before napoleon
    app.connect("autodoc-skip-member", docstrings.skip)
