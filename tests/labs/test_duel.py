import dataclasses
import json
import shutil
import subprocess

import numpy as np
import pytest

from gan_course import losses, plots
from gan_course.demos.two_players import TwoPlayers
from gan_course.labs import duel_data, stage
from gan_course.labs.duel import QUANTUM, DuelLaboratory, changed, duel_arrays, duel_picture
from gan_course.labs.duel_game import ARROWS, GRID_SIDE, HEAT_SIDE, PENALTIES, SAMPLES, Duel, Rules
from gan_course.runtime import keras, tf

NODE = pytest.mark.skipif(shutil.which("node") is None, reason="the part in the browser is tried with node")


@pytest.fixture(scope="module")
def duel():
    return Duel(duel_data.chosen("ring of 8"), seed=3)


def weights(network):
    return np.concatenate([np.ravel(weight) for weight in network.get_weights()])


@pytest.mark.parametrize("name", duel_data.CHOICES)
def test_all_data_lie_in_the_plane(name):
    points = duel_data.chosen(name).sample(2_000)
    assert np.abs(points).max() < duel_data.LIMIT
    assert np.abs(points).max() > 1


def test_a_drawing_becomes_gaussians_at_equal_distances_along_it():
    corner = [[(0.25, 0.75), (0.25, 0.25), (0.75, 0.25)]]  # up, then to the right: 3 + 3 units
    data = duel_data.drawn(corner)
    assert data.modes == 41
    assert data.means[0].tolist() == [-1.5, -1.5]
    assert data.means[20].round(9).tolist() == [-1.5, 1.5]
    assert data.means[-1].tolist() == [1.5, 1.5]
    assert np.allclose(np.linalg.norm(np.diff(data.means, axis=0), axis=1), 0.15)
    assert duel_data.drawn([[(0.5, 0.5)]]).means.tolist() == [[0.0, 0.0]]
    long = [[(0, y), (1, y)] for y in np.linspace(0, 1, 30)]
    assert duel_data.drawn(long).modes <= duel_data.MOST_CENTRES + len(long)


def test_what_cannot_be_data_is_refused():
    with pytest.raises(ValueError, match=r"expected data to be one of ring of 8, .*, got 'moons'"):
        duel_data.chosen("moons")
    with pytest.raises(ValueError, match="expected at least one point, got none"):
        duel_data.drawn([[]])
    with pytest.raises(ValueError, match="expected strokes to be lists of points"):
        duel_data.drawn("nonsense")


@pytest.mark.parametrize(("who", "moved"), [("D", "discriminator"), ("G", "generator")])
def test_a_step_of_one_player_moves_its_weights_alone(duel, who, moved):
    before = {name: weights(getattr(duel, name)) for name in ("discriminator", "generator")}
    counted = dict(duel.steps)
    duel.play(who, 2)
    changes = {name: not np.array_equal(weights(getattr(duel, name)), before[name]) for name in before}
    assert changes == {name: name == moved for name in before}
    assert {name: duel.steps[name] - counted[name] for name in "DG"} == {name: 2 * (name == who) for name in "DG"}


@pytest.mark.parametrize("loss", losses.NAMES)
@pytest.mark.parametrize("penalty", ["none", "R1", "gradient penalty"])
def test_each_rule_is_the_one_it_is_called(duel, loss, penalty):
    """One step by hand, on the gradient itself: Adam's first step alone would hide the size of the penalty."""
    duel.rules = Rules(loss=loss, penalty=penalty, gamma=0.7)
    random = np.random.default_rng(1)
    real, noise = (tf.constant(random.standard_normal((16, 2)), tf.float32) for _ in range(2))
    seen = {}
    duel._descend = lambda player, network, tape, value: seen.update(
        {player: (float(value), [np.asarray(g) for g in tape.gradient(value, network.trainable_variables)])}
    )
    try:
        duel._discriminator_step(real, noise, tf.constant([5, 0]))
        duel._generator_step(real, noise, tf.constant([5, 0]))
    finally:
        del duel._descend
    with tf.GradientTape(persistent=True) as tape:
        fake = duel.generator(noise)
        logits = {"real_logits": duel.discriminator(real), "fake_logits": duel.discriminator(fake)}
        extra = PENALTIES[penalty]
        samples = {"real_samples": real, "fake_samples": tf.stop_gradient(fake), "seed": [5, 0]}
        added = 0.7 * extra(duel.discriminator, **samples) if extra else 0.0
        wanted = {
            "D": losses.get(loss).discriminator_loss(**logits) + added,
            "G": losses.get(loss).generator_loss(**logits),
        }
    for player, network in (("D", duel.discriminator), ("G", duel.generator)):
        gradients = tape.gradient(wanted[player], network.trainable_variables)
        assert seen[player][0] == pytest.approx(float(wanted[player]), rel=1e-5)
        for mine, right in zip(seen[player][1], gradients, strict=True):
            assert np.allclose(mine, right, rtol=1e-4, atol=1e-6)


def test_changing_rules_compiles_nothing_anew(duel):
    duel.rules = Rules()
    duel.play("both", 1)
    traced = [step.experimental_get_tracing_count() for step in (duel._d_step, duel._g_step)]
    for name in losses.NAMES:
        duel.rules = Rules(loss=name, penalty="R1 and R2", gamma=1.0, d_rate=0.01)
        duel.play("both", 1).view()
    assert [step.experimental_get_tracing_count() for step in (duel._d_step, duel._g_step)] == traced


def test_without_a_penalty_it_plays_as_the_lessons_two_players_do():
    duel = Duel(duel_data.chosen("ring of 8"), seed=1)
    same = Duel(duel_data.chosen("ring of 8"), seed=1)
    adams = [keras.optimizers.Adam(1e-3, beta_1=0.5) for _ in range(2)]
    players = TwoPlayers(same.generator, same.discriminator, losses.get("non_saturating"), *adams)
    for _ in range(3):
        batches = [(same._batch(), tf.constant(same._random.standard_normal((128, 2)), tf.float32)) for _ in range(2)]
        players.discriminator_step(*batches[0])
        players.generator_step(batches[1][1])
    duel.play("both", 3)
    assert np.allclose(weights(duel.generator), weights(same.generator), atol=1e-5)
    assert np.allclose(weights(duel.discriminator), weights(same.discriminator), atol=1e-5)


@pytest.mark.parametrize("loss", ["non_saturating", "relativistic"])
def test_arrows_point_where_the_generators_loss_falls(duel, loss):
    duel.rules = Rules(loss=loss)
    view = duel.view()
    rule, width = losses.get(loss), 1e-2
    real_logits = duel.discriminator(tf.constant(view.real[:ARROWS]))

    def loss_at(points):
        fake_logits = duel.discriminator(tf.constant(points, tf.float32))
        return float(rule.generator_loss(real_logits=real_logits, fake_logits=fake_logits)) * ARROWS

    for i, axis in ((0, 0), (5, 1), (ARROWS - 1, 0)):
        moved = [view.fake[:ARROWS].copy() for _ in range(2)]
        moved[0][i, axis] -= width
        moved[1][i, axis] += width
        slope = (loss_at(moved[1]) - loss_at(moved[0])) / (2 * width)
        assert view.pushes[i, axis] == pytest.approx(-slope, abs=float(0.05 * np.abs(view.pushes).max()) + 1e-4)


def test_a_view_shows_the_plane_as_the_discriminator_judges_it(duel):
    view = duel.view()
    assert view.heat.shape == (HEAT_SIDE, HEAT_SIDE)
    assert view.fake.shape == (SAMPLES, 2)
    assert view.net.shape == (GRID_SIDE, GRID_SIDE, 2)
    corners = duel.probability(duel_data.LIMIT * np.array([[-1, -1], [1, -1], [-1, 1]], np.float32)).ravel()
    assert np.allclose([view.heat[0, 0], view.heat[0, -1], view.heat[-1, 0]], corners, atol=1e-5)
    assert view.covered == duel.data.modes_covered(view.fake, share=0.25)
    edge = duel.generator(tf.constant([[2.2, -2.2]], tf.float32))
    assert np.allclose(view.net[0, -1], edge, atol=1e-5)


def test_playing_brings_the_points_to_the_data():
    duel = Duel(duel_data.chosen("two clouds, one rare"), Rules(penalty="R1"))
    before = duel.view().on_mode
    after = duel.play("both", 400).view()
    assert np.isfinite([after.d_loss, after.g_loss]).all()
    assert after.on_mode > before + 0.2


def test_arrays_keep_points_to_a_fraction_of_a_pixel_and_survive_runaways(duel):
    view = duel.view()
    heat, fake, _, net, real = duel_arrays(view)
    assert np.abs(heat / 255 - view.heat).max() <= 0.5 / 255 + 1e-6
    for sent, points in ((fake, view.fake), (net, view.net), (real, view.real)):
        assert np.abs(sent * QUANTUM - points).max() <= QUANTUM / 2 + 1e-6
    lost = duel_arrays(view._replace(fake=np.array([[np.nan, np.inf], [-1e9, 0.0]])))[1]
    assert lost.tolist() == [[32767, 32767], [-32768, 0]]


@pytest.fixture(scope="module")
def laboratory():
    return DuelLaboratory()


def test_questions_change_play_and_look(laboratory):
    told, arrays = laboratory.answer({"all": True})
    assert told["told"]["d_steps"] == 0
    assert told["told"]["d_loss"] is None
    assert len(arrays) == 5
    told, arrays = laboratory.answer({"who": "D", "steps": 2, "loss": "hinge", "g_rate": 0.01})
    assert (told["told"]["d_steps"], told["told"]["g_steps"], told["moved"], len(arrays)) == (2, 0, True, 4)
    assert laboratory.duel.rules == Rules(loss="hinge", g_rate=0.01)
    told, arrays = laboratory.answer({"strokes": [[[0.5, 0.5]]]})
    assert (told["told"]["modes"], len(arrays)) == (1, 5)
    before = weights(laboratory.duel.generator)
    told, _ = laboratory.answer({"begin": True})
    assert told["told"]["d_steps"] == 0
    assert laboratory.duel.data.modes == 1
    assert laboratory.duel.rules.loss == "hinge"
    assert not np.allclose(before, weights(laboratory.duel.generator))


def test_one_question_can_be_answered_by_several_pictures(laboratory):
    answers = list(laboratory.laboratory.answers({"who": "D", "steps": 2, "pictures": 3, "begin": True, "view": "me"}))
    assert [answer["left"] for answer, _ in answers] == [2, 1, 0]
    assert [answer["told"]["d_steps"] for answer, _ in answers] == [2, 4, 6]  # new networks once, not three times
    assert [len(arrays) for _, arrays in answers] == [5, 4, 4]
    assert {answer["view"] for answer, _ in answers} == {"me"}
    (only,) = laboratory.laboratory.answers({"pictures": 99, "steps": 1})
    assert "expected pictures" in only[0]["error"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"who": "E", "steps": 1}, "expected who to be one of"),
        ({"steps": 10**9}, "expected steps to be one of"),
        ({"steps": "5"}, "expected steps to be one of"),
        ({"loss": "x"}, "expected loss to be one of"),
        ({"gamma": "a"}, "expected gamma to be a number"),
        ({"data": ["x"]}, "unhashable"),
        ({"strokes": 1}, "expected strokes"),
    ],
)
def test_a_bad_question_is_answered_in_words_and_changes_nothing(laboratory, question, message):
    before = dict(laboratory.duel.steps), laboratory.duel.rules, laboratory.duel.data
    answer, arrays = laboratory.laboratory.answer({**question, "view": "mine"})
    assert message in answer["error"]
    assert (answer["view"], arrays) == ("mine", ())
    assert (dict(laboratory.duel.steps), laboratory.duel.rules, laboratory.duel.data) == before
    assert "error" in laboratory.laboratory.answer("no names")[0]


def test_only_rules_are_changed():
    assert changed(Rules(), {"view": "x", "steps": 3}) == Rules()
    assert changed(Rules(), {"gamma": 2}) == dataclasses.replace(Rules(), gamma=2)


def test_a_drawing_of_the_duel_says_what_it_shows(duel):
    picture = duel_picture(duel)
    assert isinstance(picture, plots.Picture)
    assert f"covers {duel.view().covered} of {duel.data.modes} modes" in picture.alt


def test_in_a_notebook_it_leaves_its_figure(outputs_of_two_cells):
    (still, control), _, _ = outputs_of_two_cells("from gan_course.labs.duel import duel\nduel()", "1")
    assert 'data-gan-lab="' in still.data["text/html"]
    assert 'alt="The duel after 0 steps' in still.data["text/html"]
    assert still.data["text/plain"].startswith("The duel after 0 steps")
    assert "application/vnd.jupyter.widget-view+json" in control.data


@NODE
def test_in_the_browser_arrows_and_colours_are_what_they_should(tmp_path):
    source = stage.read_script("duel.js").replace("export default { render };", "")
    script = tmp_path / "script.mjs"
    script.write_text(
        source
        + """
const steps = arrowSteps([3, 4, 0, 0, NaN, 1, 0.3, 0.4], 3);
const image = { data: new Uint8ClampedArray(16) };
paintHeat([255, 255, 0, 128], 2, image);
const asked = [];
let receive;
const model = { send: (q) => asked.push(q), on: (_, f) => (receive = f), off: () => {} };
const answers = [];
const talk = conversation(model, (answer, buffers, last) => answers.push([answer.n, last]));
talk.ask({ a: 1 });
talk.ask({ b: 2 });
talk.ask({ b: 3, c: 4 });
const before = asked.length;
receive({ n: 1, view: "another" });
receive({ n: 2, view: asked[0].view, left: 1 });
const between = asked.length;
receive({ n: 3, view: asked[0].view, left: 0 });
const later = asked.map(({ view, ...rest }) => rest);
console.log(JSON.stringify({ steps, pixels: [...image.data], before, between, later, answers }));
""",
        encoding="utf-8",
    )
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    longest = 0.085 * 6
    assert np.allclose(told["steps"][0], [0.6 * longest, 0.8 * longest])
    assert told["steps"][1:3] == [[0, 0], [0, 0]]
    assert np.hypot(*told["steps"][3]) == pytest.approx(longest * np.sqrt(0.1))
    orange, blue = [242, 160, 106, 255], [127, 188, 227, 255]
    assert told["pixels"][:4] == orange  # the upper row is the second row of the heat map
    assert told["pixels"][8:] == blue * 2
    assert (told["before"], told["between"]) == (1, 1)
    assert told["later"] == [{"a": 1}, {"b": 3, "c": 4}]
    assert told["answers"] == [[1, False], [2, False], [3, True]]
