"""The lessons and their laboratories in JupyterLab and Notebook, in a real browser.

Every day opens and runs, as a student gets it. Each laboratory is tried in a small notebook of its own.
"""

import json
import re
import time
from pathlib import Path

import nbformat
import pytest

REPOSITORY = Path(__file__).parents[2]
DAYS = sorted(
    path.relative_to(REPOSITORY / "notebooks").as_posix() for path in REPOSITORY.glob("notebooks/day*/*.ipynb")
)
TITLE = nbformat.v4.new_markdown_cell("# Day 1: Components")
TRAINING = """
from gan_course import models
from gan_course.data import load_images
from gan_course.labs.dashboard import TrainingDashboard
from gan_course.training import GAN

gan = GAN(models.mlp_generator(16, (64,)), models.mlp_discriminator((64,)))
gan.compile(jit_compile=False, steps_per_execution=5)
data = load_images("digits").batches(32, seed=0).repeat()
history = gan.fit(data, epochs=100_000, steps_per_epoch=5, verbose=0, callbacks=[TrainingDashboard()])
print("the kernel is alive, and has trained", len(history.history["d_loss"]) > 0)
"""


def laboratory(student, name):
    part = student.page.get_by_role("group", name=name, exact=True)
    part.wait_for()
    part.scroll_into_view_if_needed()
    student.wait_for_picture_after(part, 0)
    return part


@pytest.mark.parametrize("name", DAYS)
def test_the_students_copy_of_a_day_runs_without_an_error(student, name):
    student.open(name)
    student.run_all(name)
    student.look(name.partition("/")[0])


def test_the_first_page_moves_without_a_kernel_and_tells_how_far_one_is(student):
    student.open("start_here.ipynb")
    student.run_all("start_here.ipynb")
    run = student.page.locator("figure.scrubber")
    picture, slider = run.get_by_role("img"), run.get_by_role("slider")
    run.scroll_into_view_if_needed()
    student.look("start_here")
    student.end_kernels()
    last = picture.get_attribute("src")
    slider.fill("0")
    assert picture.get_attribute("src") != last
    assert "after 0 training steps" in picture.get_attribute("alt")
    run.get_by_role("button").click()
    student._until(lambda: int(slider.input_value()) > 1, "expected the run to play, got a picture that stands still")


def test_three_clicks_lead_from_an_open_page_to_something_that_moves(student):
    """`pytest -rP` prints how long that took."""
    begun = time.monotonic()
    student.open("start_here.ipynb")
    student.page.get_by_role("menuitem", name="Run", exact=True).click()
    student.page.get_by_text("Run All Cells", exact=True).click()
    run = student.page.locator("figure.scrubber")
    slider = run.get_by_role("slider")
    run.get_by_role("button").click()
    student._until(lambda: int(slider.input_value()) > 1, "expected the run to play, got a picture that stands still")
    print(f"{time.monotonic() - begun:.1f} s from the page's address to a picture that moves")


def test_the_duel_is_played(student):
    student.write("duel.ipynb", ["from gan_course.labs.duel import duel\nduel()"])
    student.open("duel.ipynb")
    student.run_all("duel.ipynb")
    duel = laboratory(student, "the duel")
    assert not student.page.locator("[data-gan-lab] img").is_visible()  # the picture that stays is for no kernel
    figures = duel.locator(".gan-lab-status").first
    assert "steps: D 0, G 0" in figures.inner_text()
    before = student.drawn(duel)
    duel.get_by_role("button", name="step D").click()
    figures.filter(has_text="steps: D 1, G 0").wait_for()
    assert student.drawn(duel) != before
    duel.get_by_role("button", name="step G").click()
    figures.filter(has_text="steps: D 1, G 1").wait_for()
    count = student.pictures(duel)
    duel.get_by_role("button", name="play").click()
    student._until(lambda: student.pictures(duel) > count + 20, "expected the duel to run, got too few pictures")
    student.look("duel")
    duel.get_by_label("loss", exact=True).select_option("wasserstein")
    duel.get_by_label("penalty", exact=True).select_option("R1")
    duel.get_by_role("button", name="pause").click()
    duel.get_by_label("data", exact=True).select_option("")
    box = duel.locator("canvas").first.bounding_box()
    student.page.mouse.move(box["x"] + 100, box["y"] + 100)
    student.page.mouse.down()
    student.page.mouse.move(box["x"] + 300, box["y"] + 300, steps=10)
    student.page.mouse.up()
    student._until(lambda: re.search(r"of ([1-9]\d)\b", figures.inner_text()), "expected modes along the drawing")
    student.look("duel_drawn")


def test_sliders_of_the_dirac_gan_change_its_picture(student):
    student.write("dirac.ipynb", ["from gan_course.labs.dirac import dirac\ndirac()"])
    student.open("dirac.ipynb")
    student.run_all("dirac.ipynb")
    game = laboratory(student, "the Dirac-GAN")
    told, before = game.locator(".gan-lab-status"), student.drawn(game)
    game.get_by_label("γ of R1").fill("1")
    told.filter(has_text="-0.50").wait_for()
    assert student.drawn(game) != before
    student.look("dirac")


def test_training_pauses_goes_on_and_stops_and_the_kernel_lives(student):
    student.write("training.ipynb", [TRAINING, "print(1 + 1)"])
    student.open("training.ipynb")
    student.page.get_by_role("menuitem", name="Run", exact=True).click()
    student.page.get_by_text("Run All Cells", exact=True).click()
    training = laboratory(student, "training")
    told = training.locator(".gan-lab-status")
    training.get_by_role("button", name="pause").click()
    told.filter(has_text="paused").wait_for()
    student.look("training")
    at = told.inner_text()
    student.page.wait_for_timeout(800)
    assert told.inner_text() == at
    training.get_by_role("button", name="go on").click()
    told.filter(has_text="training").wait_for()
    training.get_by_role("button", name="stop").click()
    student._until(lambda: student._all_ran("training.ipynb"), "expected fit to end, got a kernel still at work")
    first, second = student.saved("training.ipynb")
    assert "the kernel is alive, and has trained True" in str(first["outputs"])
    assert "Samples after" in str(first["outputs"])  # what stays in the saved notebook
    assert "2" in str(second["outputs"])


def test_the_pad_of_the_explorer_shows_other_images(student):
    made = "from gan_course import models\nfrom gan_course.data import load_images\n"
    made += "from gan_course.labs.explorer import explorer\n"
    made += "explorer(models.mlp_generator(16, (64,)), load_images('digits').images)"
    student.write("explorer.ipynb", [made])
    student.open("explorer.ipynb")
    student.run_all("explorer.ipynb")
    pad = laboratory(student, "the latent explorer")
    image = pad.locator("canvas").nth(1)
    pixels = "canvas => canvas.toDataURL()"
    before = image.evaluate(pixels)
    pad.get_by_role("application").focus()
    student.page.keyboard.press("ArrowRight")
    student._until(lambda: image.evaluate(pixels) != before, "expected another image, got the same")
    pad.get_by_label("from A to B").fill("0.5")
    pad.locator(".gan-lab-status").filter(has_text="50% of the way").wait_for()
    student.look("explorer")


def first_exercise():
    """Cells that import, solve and check the first exercise of Day 1."""
    notebook = json.loads((REPOSITORY / "solutions/day01/components.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    answer = next(i for i, cell in enumerate(code) if cell["metadata"].get("nbgrader", {}).get("solution"))
    check = next(i for i, cell in enumerate(code) if cell["metadata"].get("nbgrader", {}).get("grade"))
    return [code[0], *code[answer : check + 1]]


@pytest.mark.parametrize(("answer", "verdict"), [("right", "Success"), ("blank", "failed")])
def test_validate_tells_a_right_answer_from_none(student, answer, verdict):
    setup, *between, check = first_exercise()
    if answer == "blank":
        between[0]["source"] = re.sub(
            r"### BEGIN SOLUTION.*?### END SOLUTION",
            "raise NotImplementedError('exercise not attempted')",
            "".join(between[0]["source"]),
            flags=re.DOTALL,
        )
    name = f"check/{answer}.ipynb"
    student.write(name, [setup, *between, check])
    student.open(name)
    student.page.get_by_role("button", name="Validate").click()
    dialog = student.page.get_by_role("dialog")
    dialog.filter(has_text=verdict).wait_for()
    student.look(f"validate_{answer}")


def test_what_is_solved_is_remembered_after_a_restart(student):
    student.write("day01/components.ipynb", [TITLE, *first_exercise()])
    student.open("day01/components.ipynb")
    student.run_all("day01/components.ipynb")
    assert "✓" in str(student.saved("day01/components.ipynb")[-1]["outputs"])
    student.end_kernels()
    student.open("start_here.ipynb")
    student.run_all("start_here.ipynb")
    table = str(student.saved("start_here.ipynb"))
    assert re.search(r"Day 1: Components\]\(day01/components\.ipynb\).*?1 of 1 ", table)


def test_notebook_7_opens_and_runs_the_first_page(student):
    student.open("start_here.ipynb", app="notebooks")
    assert student.page.title().startswith("start_here")
    student.run_all("start_here.ipynb")
    student.page.locator("figure.scrubber").get_by_role("slider").fill("3")
    student.look("notebook_7")


def test_no_part_of_the_duel_keeps_a_reader_out(student):
    student.write("reader.ipynb", ["from gan_course.labs.duel import duel\nduel()"])
    student.open("reader.ipynb")
    student.run_all("reader.ipynb")
    laboratory(student, "the duel")
    assert not student.barriers()
