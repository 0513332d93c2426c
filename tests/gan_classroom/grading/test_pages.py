"""A submission that attacks whoever opens its feedback, in the page and in what nbgrader's formgrader would show."""

import functools
import http.server
import json
import re
import subprocess
import threading

import nbformat
import pytest

from gan_classroom import grading
from gan_classroom.grading.sandbox import bubblewrap

from . import sample

RUN = "document.documentElement.setAttribute('ran','yes')"
MARKDOWN = [
    "<script>{run}</script>",
    '<img src="x" onerror="{run}">',
    "<svg onload={run}></svg>",
    '<iframe srcdoc="<script>parent.{run}</script>"></iframe>',
    "[click](javascript:{run})",
    "![x]({url}/markdown.png)",
    '<link rel="stylesheet" href="{url}/style.css"><style>body {{ background: url({url}/css.png) }}</style>',
    '<div style="position: fixed; top: 0; left: 0; z-index: 9">Score: 15.0 / 15.0</div>',
    '<base href="{url}/"><meta http-equiv="refresh" content="0; url={url}/refresh">',
    "$\\require{{html}}\\href{{javascript:{run}}}{{x}}$ $x<img src=y onerror={run}>$",
    "````\n```\n````\n<details open ontoggle={run}>",
    "<math><mtext><table><mglyph><style><img src=z onerror={run}>",
]
OUTPUTS = """
from IPython.display import HTML, Javascript, Latex, Markdown, SVG, display, publish_display_data
for text in {texts!r}:
    display(HTML(text), Markdown(text), Latex(text))
    publish_display_data({{"image/svg+xml": "<svg>" + text + "</svg>", "text/plain": text}})
    publish_display_data({{"image/png": 'x">' + text, "application/vnd.jupyter.widget-view+json": text}})
    publish_display_data({{"image/png": "iVBO"}}, metadata={{"image/png": {{"width": '"><' + text, "alt": text}}}})
    print(text)
    print("\\x1b[31m" + text)
display(Javascript({run!r}))
raise type("<script>{run}</script>", (Exception,), {{}})({texts!r})
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """The feedback page and the stored notebook of the attack, and the requests that a server of its own got."""
    if problem := bubblewrap.problem():
        pytest.skip(f"no sandbox: {problem}")
    folder, requests = tmp_path_factory.mktemp("pages"), []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Listening, requests))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    texts = [text.format(run=RUN, url=url) for text in MARKDOWN]
    one = {"double": sample.EXERCISES["double"]}
    course = sample.full(one, ())
    course.cells.insert(
        1, nbformat.v4.new_markdown_cell("Ours: $\\frac{1}{2}$ and $$\\begin{cases}a & b < 1\\end{cases}$$ `$x$`")
    )
    made = sample.answered(sample.released(course), double="return 2 * x")
    made.cells += [nbformat.v4.new_markdown_cell(text) for text in texts]
    made.cells += [nbformat.v4.new_raw_cell(text, metadata={"raw_mimetype": "text/html"}) for text in texts]
    made.cells.append(nbformat.v4.new_code_cell(OUTPUTS.format(texts=texts, run=RUN)))
    sample.write(folder / "submissions" / "eve" / "sample.ipynb", made)
    root = sample.make_course(folder / "course", day01__sample=course)
    (row,) = grading.grade(folder / "submissions", folder / "grades", course=root, workers=1)
    assert (row.status, row.score) == ("review", 2)  # it makes a class with ``type``
    yield (
        folder / "grades" / "feedback" / "eve" / "day01" / "sample.html",
        json.loads((folder / "grades" / "course" / "autograded" / "eve" / "day01" / "sample.ipynb").read_text()),
        requests,
    )
    server.shutdown()
    server.server_close()


class _Listening(http.server.BaseHTTPRequestHandler):
    def __init__(self, requests, *arguments):
        self.requests = requests
        super().__init__(*arguments)

    def do_GET(self):
        self.requests.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def test_the_page_holds_nothing_that_runs_or_is_fetched(attacked):
    page = attacked[0].read_text(encoding="utf-8")
    assert page.index("Content-Security-Policy") < page.index("<style")
    tags = re.findall(r"<(\w[^<>]*(?:\"[^\"]*\"[^<>]*)*)>", page)
    assert len(tags) > 100
    for tag in tags:
        name = tag.split()[0].lower()
        assert name not in ("script", "iframe", "object", "embed", "base", "link", "form", "svg"), tag
        assert not re.search(r"\son\w+\s*=", tag), tag
        assert not re.search(r"(src|href)\s*=(?!\s*[\"']?(data:image/|#))", tag), tag
        assert "position" not in tag, tag


def test_formulas_are_mathml_and_code_is_none(attacked):
    page = attacked[0].read_text(encoding="utf-8")
    assert page.count("<math") == 2
    assert "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>" in page
    assert "<code>$x$</code>" in page
    assert "MathJax.js" not in page


def test_what_nbgrader_stores_is_harmless_before_any_page_is_made(attacked):
    cells = attacked[1]["cells"]
    assert {cell["cell_type"] for cell in cells} == {"code", "markdown"}
    theirs = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"][2:]
    assert len(theirs) == 2 * len(MARKDOWN)
    assert all(source.startswith("```") for source in theirs)
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds <= {"text/plain", "text/html", "image/png"}
    assert not any(output.get("metadata") for output in outputs)


def test_nothing_runs_and_nothing_is_fetched_in_a_browser(attacked, chromium_path, tmp_path):
    page, _, requests = attacked
    found = browse(chromium_path, page, tmp_path)
    assert "<mfrac>" in found  # it is the page
    assert "ran=" not in found
    assert requests == []
    page = tmp_path / "bare.html"  # the same attacks do run, and are fetched, where nothing is done against them
    texts = [text.format(run=RUN, url=f"http://127.0.0.1:{attacked_port(attacked)}") for text in MARKDOWN[:7]]
    page.write_text("<html><body>" + "".join(texts), encoding="utf-8")
    assert 'ran="yes"' in browse(chromium_path, page, tmp_path)


def attacked_port(attacked):
    return re.search(r"127\.0\.0\.1:(\d+)", json.dumps(attacked[1]))[1]


def browse(chromium, page, folder):
    """The page's elements after its scripts have run, if any do."""
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += [f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=3000", "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
