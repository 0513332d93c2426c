from pathlib import Path

import pytest

from gan_classroom.authoring.lesson import LessonError, Problem, parse
from gan_classroom.authoring.rules import inspect_lesson, inspect_student_copy

PATH = Path("lessons/day01_means.py")
STUB = 'raise NotImplementedError("exercise not attempted")'


def problems(text):
    with pytest.raises(LessonError) as caught:
        inspect_lesson(parse(PATH, text))
    return caught.value


def changed(sample, old, new):
    assert sample.count(old) == 1, f"{old!r} occurs {sample.count(old)} times in the sample"
    return sample.replace(old, new)


def test_the_sample_has_no_problems(sample):
    inspect_lesson(parse(PATH, sample))


def test_all_problems_are_reported_at_once_with_file_line_cell_and_fix(sample):
    text = changed(changed(sample, "import numpy as np", "%matplotlib inline"), "## 2. The spread", "#### The spread")
    error = problems(text)
    where = [f"lessons/day01_means.py:{text.split(line)[0].count(chr(10)) + 1} " for line in ("%matplotlib", "# ####")]
    lines = str(error).split("\n")
    assert lines[0].startswith(where[0] + "(cell 2): magic or shell command '%matplotlib inline'; use plain Python")
    assert lines[1].startswith(where[1] + "(cell 7): an H4 after an H2; levels go down one at a time, so use ###")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("values = [1, 2]\n", "!ls\n", "magic or shell command '!ls'"),
        ("values = [1, 2]\n", "files = !ls\n", "magic or shell command"),
        ("values = [1, 2]\n", "np.mean?\n", "magic or shell command"),
        ("values = [1, 2]\n", "%%time\n", "magic or shell command"),
        ("values = [1, 2]\n", "values = [1, 2\n", "syntax error"),
        ("values = [1, 2]\n", "await values\n", "syntax error"),
        ("values = [1, 2]\n", "values = '\\d'\n", "syntax error: .*invalid escape sequence"),
        ("values = [1, 2]\n", "values = input()\n", r"input\(\) makes Run All"),
        ("values = [1, 2]\n", "get_ipython().magic('ls')\n", r"get_ipython\(\) exists in notebooks only"),
        ("values = [1, 2]\n", "plt.show()\n", "picture without alt text"),
        ("values = [1, 2]\n", "values = [\n" + "    1,\n" * 25 + "]\n", "28 lines in one cell"),
        ("values = [1, 2]\n", "### BEGIN SOLUTION\n### END SOLUTION\n", "a solution needs a cell that starts with"),
        ("values = [1, 2]\n", "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n", "hidden tests need a cell"),
        ("values = [1, 2]\n", "# BEGIN SOLUTION\n", "exactly: ### BEGIN SOLUTION"),
        (
            "from gan_course import checks\n\nimport numpy as np",
            "import numpy\nimport gan_course",
            "before other packages",
        ),
        ("from gan_course import checks\n", "import os\n", "import gan_course before"),
        ("# %%\nfrom gan", '# %% exercise="one"\nfrom gan', "the first code cell is graded"),
        ('or_reference("mean"', 'or_reference("spread"', "an exercise whose check comes before this cell"),
        ('or_reference("mean"', "or_reference(mean", "or_reference starts with the name, in quotes"),
    ],
)
def test_code_that_is_rejected(sample, old, new, message):
    with pytest.raises(LessonError, match=message):
        inspect_lesson(parse(PATH, changed(sample, old, new)))


def test_a_remainder_or_a_question_is_no_magic(sample):
    inspect_lesson(
        parse(PATH, changed(sample, "values = [1, 2]\n", "values = [\n    7\n    % 6, 2]  # why?\n# why?\n"))
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('# %% exercise="spread"', '# %% exercise="mean"', "two exercises are called 'mean'"),
        ('# %% check="spread" points=1.5', '# %% check="mean" points=1.5', "two checks are called 'mean'"),
        ('# %% check="spread" points=1.5', "# %%", 'exercise without check; add a cell # %% check="spread"'),
        ('# %% exercise="spread"', "# %%", 'check without exercise; a cell # %% exercise="spread"'),
        ('# %% exercise="spread"', '# %% exercise="spread" check="spread" points=1', "exercise and check in one cell"),
        ('# %% exercise="spread"', '# %% exercise="Spread"', "exercise='Spread' is no name"),
        ('# %% exercise="spread"', '# %% exercise="test_spread"', "is no name"),
        ('# %% exercise="spread"', '# %% exercise="spread_check"', "is no name"),
        ('# %% exercise="spread"', "# %% exercise=spread", "incorrectly_encoded_metadata|unknown"),
        ('# %% exercise="spread"', '# %% exercize="spread"', "unknown in the line above: exercize"),
        (
            '# %% exercise="spread"',
            '# %% exercise="spread" tags=["raises-exception"]',
            "unknown in the line above: tags",
        ),
        ('# %% exercise="spread"', '# %% exercise="spread" points=1', "points belong to the check cell"),
        ('# %% check="spread" points=1.5', '# %% check="spread"', "a check needs points above 0"),
        ('# %% check="spread" points=1.5', '# %% check="spread" points=0', "a check needs points above 0"),
        ('# %% check="spread" points=1.5', '# %% check="spread" points="2"', "a check needs points above 0"),
        ('# %% check="spread" points=1.5', '# %% check="spread" points=true', "a check needs points above 0"),
        ("# %% [markdown]\n# ## 2. The spread", "# %% [raw]\n# ## 2. The spread", "a raw cell; use # %%"),
        ("# %% [markdown]\n# ## 2. The spread", '# %% [markdown] check="x" points=1\n# #', "only a code cell can be"),
    ],
)
def test_cell_lines_that_are_rejected(sample, old, new, message):
    with pytest.raises(LessonError, match=message):
        inspect_lesson(parse(PATH, changed(sample, old, new)))


def test_a_check_comes_after_its_exercise(sample):
    start, middle = sample.index('# %% exercise="mean"'), sample.index('# %% check="mean"')
    end = sample.index("# %%\naverage")
    swapped = sample[:start] + sample[middle:end] + sample[start:middle] + sample[end:]
    assert "check without exercise" in str(problems(swapped))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('with checks.exercise("spread"):', 'with checks.exercise("mean"):', "a check is one block and nothing else"),
        ('with checks.exercise("spread"):', "if True:", "a check is one block"),
        ('with checks.exercise("spread"):', 'with checks.exercise("spread") as x:', "a check is one block"),
        ('with checks.exercise("spread"):', 'x = 1\nwith checks.exercise("spread"):', "a check is one block"),
        (
            '    assert spread.largest() == 0.5, "1 and 2 lie 0.5 from their mean"',
            "    print(spread)",
            "no assert that",
        ),
        ('== 0.5, "1 and 2 lie 0.5 from their mean"', "== 0.5", "assert without a message"),
        *(
            (
                'with checks.exercise("spread"):\n',
                f'with checks.exercise("spread"):\n    {binding}\n',
                "would overwrite a student's own 'share'; write _share",
            )
            for binding in (
                "share = 1",
                "_a, share = 1, 2",
                "for share in (1, 2): pass",
                "import math as share",
                "def share(): pass",
                "print([share := 1])",
            )
        ),
        ("    ### END HIDDEN TESTS\n", "", "### BEGIN HIDDEN TESTS without ### END HIDDEN TESTS"),
        ("    ### BEGIN HIDDEN TESTS\n", "", "### END HIDDEN TESTS out of turn"),
        (
            '    assert mean([1, 2, 6]) == 3, f"expected 3, got {mean([1, 2, 6])}"\n',
            "",
            "no assert that the student sees",
        ),
        (
            "    ### END HIDDEN TESTS\n",
            "    _x = 1\n" * 24 + "    ### END HIDDEN TESTS\n",
            "25 hidden lines in one cell",
        ),
    ],
)
def test_checks_that_are_rejected(sample, old, new, message):
    with pytest.raises(LessonError, match=message):
        inspect_lesson(parse(PATH, changed(sample, old, new)))


def test_hidden_tests_do_not_count_as_lines_on_the_screen(sample):
    text = changed(sample, "    ### BEGIN HIDDEN TESTS\n", "    _x = 1\n" * 20 + "    ### BEGIN HIDDEN TESTS\n")
    inspect_lesson(
        parse(PATH, changed(text, "    ### END HIDDEN TESTS\n", "    _x = 1\n" * 20 + "    ### END HIDDEN TESTS\n"))
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    return sum(values) / len(values)\n    ### END SOLUTION", "    return 1", "### BEGIN SOLUTION without"),
        (
            "    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
            "    return 1",
            "no solution",
        ),
        ("def mean(values):", "limit = 1\n\ndef mean(values):", "defines one function or class"),
        ("def mean(values):", "def other(): ...\n\ndef mean(values):", "defines one function or class"),
    ],
)
def test_exercises_that_are_rejected(sample, old, new, message):
    with pytest.raises(LessonError, match=message):
        inspect_lesson(parse(PATH, changed(sample, old, new)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# # Means\n#\n# Averages, by hand.", "# Averages, by hand.", "the first heading is an H2; .* use #$"),
        ("# ## 2. The spread", "# # 2. The spread", "a second H1"),
        ("# ## 2. The spread", "# #### 2. The spread", "an H4 after an H2"),
        ("# ## 2. The spread", "# The spread\n# ---", "text with a line below it is a heading"),
        ("# ## 2. The spread", "# <h2>2. The spread</h2>", "a heading in HTML"),
        ("![A balance in equilibrium]", "![]", "image without alt text"),
        ("![A balance in equilibrium]", "- one\n# - two ![ ]", "image without alt text"),
        ("# Averages, by hand.", "# Averages <img src='x.png'> by hand.", "image without alt text"),
        ("# Averages, by hand.", "# <p>\n# <IMG alt='' src='x.png'>", "image without alt text"),
        ("# Averages, by hand.", "# <details>\n# ![](x.png)\n# </details>", "image without alt text"),
        (
            "# Averages, by hand.",
            "# <details>\n# <summary>Hint</summary>\n# *sum*\n# </details>",
            "leave an empty line",
        ),
        ("# Averages, by hand.", "# <details><summary>Hint</summary>\n#\n# *sum*", "do not pair up"),
        (
            "# Averages, by hand.",
            "# Write between BEGIN SOLUTION and the end.",
            "nbgrader acts on the words 'BEGIN SOL",
        ),
        ("# Averages, by hand.", "# An AUTOTEST.", "nbgrader acts on the words 'AUTOTEST'"),
    ],
)
def test_text_that_is_rejected(sample, old, new, message):
    with pytest.raises(LessonError, match=f"(?m){message}"):
        inspect_lesson(parse(PATH, changed(sample, old, new)))


def test_a_lesson_without_any_heading():
    assert "no title" in str(problems("# %%\nimport gan_course\n"))


def test_text_that_only_looks_wrong(sample):
    text = "# Averages, `![](x)` and <img alt='a dot' src='x.png'>.\n#\n"
    text += "# ```python\n# # not a heading\n# ![](x)\n# ```\n#\n"
    text += "# <details><summary>Hint</summary>\n#\n# *sum*, then divide\n#\n# </details>"
    inspect_lesson(parse(PATH, changed(sample, "# Averages, by hand.", text)))


def test_a_student_copy_that_does_not_compile(sample):
    lesson = parse(PATH, sample)
    sources = [cell.source.replace("    assert mean", "    # assert mean") for cell in lesson.cells]
    with pytest.raises(LessonError, match="the student's copy has a syntax error") as caught:
        inspect_student_copy(lesson, sources, STUB)
    assert [problem.cell for problem in caught.value.problems if "syntax" in problem.message] == [5]


def test_problems_are_in_order_of_the_file():
    error = LessonError(PATH, [Problem(9, 2, "b"), Problem(3, 1, "a")])
    assert str(error) == "lessons/day01_means.py:3 (cell 1): a\nlessons/day01_means.py:9 (cell 2): b"
