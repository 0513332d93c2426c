import numpy as np

from gan_course.data import cartoon_faces
from gan_course.project.judging import fakes_needed, judge


def test_other_faces_are_at_the_floor_and_damaged_ones_are_not(faces):
    others = cartoon_faces(45, 32, 8).images
    good, bad = (judge(faces, fakes).report.measures for fakes in (others, 0.3 * others))
    assert good["frechet"].value < 3 * good["frechet"].floor
    assert bad["frechet"].value > 10 * bad["frechet"].floor
    assert bad["coverage"].value < 0.5 * bad["coverage"].floor


def test_copies_of_the_training_pictures_are_told(faces):
    training = cartoon_faces(400, 32, 1).images
    random = np.random.default_rng(0)
    copies = training[random.integers(400, size=200)] + random.normal(0, 0.02, (200, 32, 32, 3))
    honest = cartoon_faces(200, 32, 2).images
    statistics = [judge(training, fakes).report.measures["data_copying"].value for fakes in (copies, honest)]
    assert statistics[0] < -3
    assert abs(statistics[1]) < 3


def test_the_report_says_what_its_floor_is(faces):
    judged = judge(faces, faces, seed=3)
    assert judged.report.samples == fakes_needed(90) == 45
    assert "one half of the training images" in judged.report.notes[0]
    assert "principal components" in judged.report.features
    assert judge(faces, faces, seed=3).report == judged.report
    assert judge(faces, faces, seed=4).report.measures != judged.report.measures
