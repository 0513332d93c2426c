import pytest
from matplotlib.figure import Figure

from gan_course import plots, widgets


def frames(count, size=(2, 1)):
    return [plots.picture(Figure(size), alt=f"frame {index}") for index in range(count)]


def test_the_slider_names_the_values_and_picks_the_frame():
    slider = widgets.frame_slider(frames(3), values=[0.0, 1 / 3, 2], description="mean")
    assert [label for label, _ in slider.slider.options] == ["0", "0.333", "2"]
    assert slider.slider.description == "mean"
    assert slider.picture.alt == "frame 0"
    slider.slider.value = 2
    assert slider.picture.alt == "frame 2"


@pytest.mark.parametrize(("count", "values"), [(0, []), (2, [1]), (1, [1, 2])])
def test_as_many_values_as_pictures(count, values):
    with pytest.raises(ValueError, match=f"got {count} pictures, {len(values)} values"):
        widgets.frame_slider(frames(count), values=values, description="mean")


def test_frames_are_pictures_of_one_size():
    with pytest.raises(TypeError, match=r"to be a gan_course\.plots\.Picture, got str"):
        widgets.frame_slider(["a"], values=[1], description="mean")
    with pytest.raises(ValueError, match=r"of one size.*\(192, 96\), \(192, 192\)"):
        widgets.frame_slider(frames(1) + frames(1, (2, 2)), values=[1, 2], description="mean")


def test_in_a_notebook_the_picture_is_an_ordinary_output_that_the_slider_replaces(outputs_of_two_cells):
    first = (
        "from matplotlib.figure import Figure\nfrom gan_course import plots, widgets\n"
        "pictures = [plots.picture(Figure((2, 1)), alt=f'frame {i}') for i in range(3)]\n"
        "slider = widgets.frame_slider(pictures, values=[1, 2, 3], description='step')\nslider"
    )
    (picture, control), (replaced, _), of_second = outputs_of_two_cells(first, "slider.slider.value = 2")
    assert picture.data["text/plain"] == "frame 0"
    assert "application/vnd.jupyter.widget-view+json" in control.data
    assert replaced.data["text/plain"] == "frame 2"
    assert 'alt="frame 2"' in replaced.data["text/html"]
    assert of_second == []
