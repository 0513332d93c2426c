import numpy as np
import pytest

from gan_course import copy_audit, diffusion, model_card
from gan_course.demos import day10, world_rules
from gan_course.runtime import tf

LEVELS = [2.0, 0.5, 0.0]
FIGURES = {"Fréchet distance": (21.46, 3.12), "recall": (0.5, 0.75)}


def test_the_courses_own_answers_have_no_fault():
    assert world_rules.sampler_fault(diffusion.sample, LEVELS) is None
    assert world_rules.audit_fault(day10.reference_audit, seed=1, bound=1 / 3) is None
    assert world_rules.card_fault(world_rules.reference_card, "mit", FIGURES) is None
    assert model_card.validate(world_rules.reference_card("mit", FIGURES)) == []


@pytest.mark.parametrize(
    ("sample", "fault"),
    [
        (lambda denoise, noise, levels: None, "expected points, got None"),
        (lambda denoise, noise, levels: noise[:2], "expected points of the shape"),
        (lambda denoise, noise, levels: levels[0] * noise, "expected 2 calls of the network, got 0"),
        (lambda denoise, noise, levels: -diffusion.sample(denoise, noise, levels), "of the noise"),
        (lambda denoise, noise, levels: tf.stop_gradient(diffusion.sample(denoise, noise, levels)), "no gradient"),
    ],
)
def test_a_wrong_sampler_is_told_what_is_wrong(sample, fault):
    assert fault in world_rules.sampler_fault(sample, LEVELS)


@pytest.mark.parametrize(
    ("find", "fault"),
    [
        (lambda train, fakes, bound: None, "got None"),
        (lambda train, fakes, bound: np.zeros(3), "whole numbers"),
        (lambda train, fakes, bound: [], "not found"),
        (lambda train, fakes, bound: range(len(fakes)), "wrongly taken"),
        (lambda train, fakes, bound: copy_audit.find_copies(train, fakes, bound).fakes[::-1], "rising"),
    ],
)
def test_a_wrong_audit_is_told_what_is_wrong(find, fault):
    assert fault in world_rules.audit_fault(find, seed=1, bound=1 / 3)


def emptied(card, section):
    before, after = card.split(f"## {section}\n", 1)
    return f"{before}## {section}\n\nso on and so on and so on\n\n##{after.split('##', 1)[1]}"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda card: None, "got None"),
        (lambda card: card.encode(), "got bytes"),
        (lambda card: card.replace("## Factors", "## Factor"), "1 problem, the first: Factors"),
        (lambda card: card.replace("license: mit", "license: isc"), "expected mit"),
        (lambda card: card.replace("21.5", "22.5"), "expected the figure 21.5 of “Fréchet distance”"),
        (lambda card: card.replace("floor 0.8", "no floor"), "expected the floor 0.8 of “recall”"),
        (lambda card: card.replace("recall", "memory"), "expected “recall”"),
        (lambda card: emptied(card, "Intended Use"), "Intended Use: expected at least 3 different words"),
        (lambda card: card.replace("Cartoon faces drawn", "Faces drawn"), "cartoon faces"),
    ],
)
def test_a_wrong_card_is_told_what_is_wrong(change, fault):
    card = world_rules.reference_card("mit", FIGURES)
    assert fault in world_rules.card_fault(lambda licence, figures: change(card), "mit", FIGURES)


def test_figures_beside_another_name_or_in_another_order_are_told():
    exchanged = {name: pair[::-1] for name, pair in FIGURES.items()}
    crossed = dict(zip(FIGURES, reversed(FIGURES.values()), strict=True))
    for others in (exchanged, crossed):
        fault = world_rules.card_fault(
            lambda licence, _, o=others: world_rules.reference_card(licence, o), "mit", FIGURES
        )
        assert "expected beside “Fréchet distance” its figure 21.5 and then its floor 3.1" in fault
