"""Day 7: the words for what is wrong; the exercise bank holds many more wrong answers."""

import re

import numpy as np
import pytest

from gan_course.demos import condition_rules, day07, few_images
from gan_course.runtime import keras


def test_the_references_have_no_fault():
    assert condition_rules.generator_fault(day07.reference_generator, 5, 3) is None
    assert condition_rules.leak_fault(few_images.unseen_accuracy) is None
    assert condition_rules.unknown_number_fault(day07.projection) is None


def deaf(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    return keras.Model([noise, label], day07.image_network(latent_dim)(noise))


def label_first(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    joined = keras.layers.Concatenate()([keras.layers.Embedding(classes, 32)(label), noise])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


@pytest.mark.parametrize(
    ("build", "fault"),
    [
        (lambda latent_dim, classes: None, "expected a Keras model, got None"),
        (lambda latent_dim, classes: day07.image_network(latent_dim), "expected two inputs, noise and label, got 1"),
        (deaf, "expected one Embedding, got 0"),
        (label_first, "expected the noise as it is, then the row of the label"),
        (
            lambda latent_dim, classes: day07.reference_generator(latent_dim + 1, classes),
            r"expected noise \(batch, 5\)",
        ),
        (lambda latent_dim, classes: day07.reference_generator(latent_dim, 9), "expected a table of 3 rows"),
    ],
)
def test_a_generator_that_differs_is_told(build, fault):
    found = condition_rules.generator_fault(build, 5, 3)
    assert found is not None
    assert found.startswith("latent_dim 5, 3 classes: ")
    assert re.search(fault, found)


def grey(latent_dim, classes):
    whole = day07.reference_generator(latent_dim, classes)
    return keras.Model(whole.inputs, 0.5 * whole.output)


def of_a_class(latent_dim, classes):
    class Wrapped(keras.Model):
        def call(self, inputs):
            return inputs

    return Wrapped()


@pytest.mark.parametrize(("build", "fault"), [(grey, "got other images with training=False"), (of_a_class, "of your")])
def test_a_generator_that_does_more_than_join_is_told(build, fault):
    assert fault in condition_rules.generator_fault(build, 5, 3)


def test_logits_that_need_the_number_of_images_are_told():
    def looping(features, labels, table, weights, bias):
        rows = [day07.projection(features[i][None], labels[i][None], table, weights, bias) for i in range(len(labels))]
        return keras.ops.concatenate(rows)

    def shifted(*given):
        return day07.projection(*given) + 1

    assert "where n is not known yet, got TypeError" in condition_rules.unknown_number_fault(looping)
    assert "expected 2 logits" in condition_rules.unknown_number_fault(shifted)


def test_a_test_that_leaks_is_told():
    def leaking(fit, fakes, fake_labels, real, real_labels, seen):
        return few_images.unseen_accuracy(fit, fakes, fake_labels, real, real_labels, [])

    def copies(fit, fakes, fake_labels, real, real_labels, seen):
        left = [number for number in range(len(real)) if number not in list(seen)]
        return few_images.unseen_accuracy(fit, fakes, fake_labels, real[left], real_labels[left], [])

    def rounded(fit, fakes, fake_labels, real, real_labels, seen):
        near = [any(np.allclose(image, real[number]) for number in seen) for image in real]
        return few_images.unseen_accuracy(fit, fakes, fake_labels, real, real_labels, np.flatnonzero(near))

    def on_real(fit, fakes, fake_labels, real, real_labels, seen):
        return few_images.unseen_accuracy(fit, real, real_labels, real, real_labels, seen)

    assert "expected 5 images to test on, got 8" in condition_rules.leak_fault(leaking)
    assert "expected 5 images to test on, got 6" in condition_rules.leak_fault(copies)
    assert "images to test on" in condition_rules.leak_fault(rounded)
    assert "learns from the fakes" in condition_rules.leak_fault(on_real)
