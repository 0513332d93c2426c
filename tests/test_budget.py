import pytest

from gan_course import budget, runtime


@pytest.mark.parametrize("name", budget.NAMES)
def test_the_variable_decides(monkeypatch, name):
    monkeypatch.setenv("GAN_COURSE_BUDGET", name)
    assert budget.name() == name
    assert budget.choose(smoke=1, laptop=2, gpu=3) == 1 + budget.NAMES.index(name)


@pytest.mark.parametrize(("device", "name"), [("CPU", "laptop"), ("GPU (any)", "gpu")])
@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_the_device_decides(monkeypatch, device, name, value):
    monkeypatch.delenv("GAN_COURSE_BUDGET", raising=False)
    if value is not None:
        monkeypatch.setenv("GAN_COURSE_BUDGET", value)
    monkeypatch.setattr(runtime, "device", lambda: device)
    assert budget.name() == name


def test_a_gpu_computes_as_much_as_a_laptop_unless_told(monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "gpu")
    assert budget.choose(smoke=1, laptop=2) == 2
    assert budget.choose(smoke=1, laptop=2, gpu=0) == 0


def test_an_unknown_budget_names_the_known_ones(monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "huge")
    with pytest.raises(ValueError, match=r"GAN_COURSE_BUDGET to be one of 'smoke', 'laptop', 'gpu', got 'huge'"):
        budget.name()


@pytest.mark.parametrize("name", ["laptop", "gpu"])
def test_claims_are_asserted(monkeypatch, capsys, name):
    monkeypatch.setenv("GAN_COURSE_BUDGET", name)
    budget.claim("two is even", True)
    assert capsys.readouterr().out == "✓ two is even\n"
    with pytest.raises(AssertionError, match="three is even"):
        budget.claim("three is even", False)


@pytest.mark.parametrize("holds", [True, False])
def test_claims_are_not_checked_at_smoke_and_say_so(monkeypatch, capsys, holds):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "smoke")
    budget.claim("digits appear", holds)
    assert capsys.readouterr().out == "not checked at the smoke budget: digits appear\n"
