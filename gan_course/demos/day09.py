"""Day 9: sequences that a GAN writes, of numbers, notes and letters."""

import base64
import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from gan_course import discrete, models, music, plots, recipes, recordings, sequences, text
from gan_course.penalties import R1, R2, Sum
from gan_course.plots import Picture
from gan_course.runtime import keras, tf
from gan_course.training import GAN

__all__ = [
    "Drawn",
    "Heard",
    "causal_stack",
    "composer_gan",
    "forecast_error",
    "gradient_estimates",
    "listen",
    "melody_batches",
    "melody_table",
    "print_table",
    "quiz",
    "quiz_answers",
    "reference_composer",
    "reference_influence",
    "reference_memory",
    "rolls",
    "series_gan",
    "word_batches",
    "words_gan",
    "written",
]

CODE = 64
BATCH, WORD_BATCH = 32, 64
SERIES_LENGTH, SERIES_LATENT = 24, 16
LAGS = 6
QUIZ = (  # place, tune and first bar
    (0, "Kōjō no tsuki, first part", 1),
    (3, "Tempus adest floridum (Good King Wenceslas)", 9),
)
QUIZ_MADE = {1: 4, 2: 8}  # place and number of the recorded melody
DRAWS = 20_000
ROUNDING = 1e-5


class Heard:
    """Melodies as piano rolls, with a player under them; a notebook shows and plays them, without a network.

    Args:
        melodies: Symbols of each melody, by name.
        title: Title above the rolls.
        alt: What they show, for a reader who does not see it.
        tempo: Quarters a minute.

    Attributes:
        picture: The piano rolls.
    """

    def __init__(self, melodies: Mapping[str, Any], *, title: str, alt: str, tempo: float = 120.0) -> None:
        self.picture = rolls(melodies, title=title, alt=alt)
        self._sounds = {name: music.wave_bytes(music.samples(melody, tempo=tempo)) for name, melody in melodies.items()}

    def _repr_html_(self) -> str:
        return self.picture.html() + "".join(_player(name, sound) for name, sound in self._sounds.items())


def _player(name: str, sound: bytes) -> str:
    label, data = html.escape(name), base64.b64encode(sound).decode("ascii")
    source = f"data:audio/wav;base64,{data}"
    return f'<p>{label}<br><audio controls preload="none" aria-label="{label}" src="{source}"></audio></p>'


def rolls(melodies: Mapping[str, Any], *, title: str, alt: str, columns: int = 2) -> Picture:
    """Draw melodies as piano rolls.

    Args:
        melodies: Symbols of each melody, by name.
        title: Title above them.
        alt: What they show, for a reader who does not see it.
        columns: Rolls in a row.

    Returns:
        The picture.
    """
    notes = {
        name: [(note.start, note.length, note.pitch) for note in music.notes_of(melody)]
        for name, melody in melodies.items()
    }
    return plots.piano_rolls(notes, title=title, alt=alt, columns=columns)


def listen(melodies: Mapping[str, Any], *, title: str, alt: str) -> Heard:
    """Show and play melodies.

    Args:
        melodies: Symbols of each melody, by name.
        title: Title above the rolls.
        alt: What they show, for a reader who does not see it.

    Returns:
        Rolls and players; end the cell with it.
    """
    return Heard(melodies, title=title, alt=alt)


def quiz() -> Heard:
    """Play four melodies, of which a GAN wrote two.

    Returns:
        Rolls and players.
    """
    return listen(
        dict(zip(("A", "B", "C", "D"), _quiz_melodies(), strict=True)),
        title="Four melodies of four bars. Who wrote them?",
        alt="Four piano rolls, A to D, each with about a dozen notes within an octave.",
    )


def quiz_answers() -> str:
    """Tell who wrote the melodies of `quiz`.

    Returns:
        A line for each.
    """
    real = {place: title for place, title, _ in QUIZ}
    return "\n".join(f"{'ABCD'[place]}: {real.get(place, 'a GAN')}" for place in range(4))


def _quiz_melodies() -> list[np.ndarray]:
    tunes = {tune.title: tune for tune in music.load_tunes()}
    made, melodies = recordings.melodies(), {}
    for place, title, bar in QUIZ:
        whole = music.melody_of(tunes[title].notes, tunes[title].length)
        melodies[place] = whole[(bar - 1) * music.BAR :][: music.STEPS]
    melodies |= {place: made[number] for place, number in QUIZ_MADE.items()}
    return [melodies[place] for place in range(4)]


# time


def causal_stack(dilations: Sequence[int], *, kernel: int = 3, padding: str = "causal", seed: int = 0) -> keras.Model:
    """Build a network of one-dimensional convolutions, without bias, for sequences of any length.

    Args:
        dilations: The dilation of each layer.
        kernel: Steps that a kernel sees.
        padding: ``"causal"`` or ``"same"``.
        seed: Seed of the weights.

    Returns:
        Model from (batch, steps, 1) to (batch, steps, 1).
    """
    x = hidden = keras.Input((None, 1))
    for number, dilation in enumerate(dilations):
        hidden = keras.layers.Conv1D(
            1 if number == len(dilations) - 1 else 4,
            kernel,
            padding=padding,
            dilation_rate=dilation,
            kernel_initializer=keras.initializers.RandomUniform(0.1, 1, seed=seed + number),
        )(hidden)
    return keras.Model(x, hidden)


def reference_influence(network: Callable[[Any], Any], sequence: np.ndarray, place: int) -> np.ndarray:
    """Find out by perturbation which steps of the input one step of the output depends on.

    Args:
        network: Function from (batch, steps, channels) to (batch, steps, …).
        sequence: One input, (steps, channels).
        place: Step of the output.

    Returns:
        Booleans, shape (steps,).
    """
    steps, channels = np.shape(sequence)
    moved = np.repeat(np.asarray(sequence, "float32")[None], steps + 1, axis=0)
    moved[np.arange(steps), np.arange(steps)] += np.random.default_rng(0).uniform(0.5, 1.5, channels)
    outputs = np.asarray(network(moved))[:, place].reshape(steps + 1, -1)
    return np.abs(outputs[:-1] - outputs[-1]).max(axis=1) > ROUNDING


def series_gan(steps: int, *, seed: int = 0) -> GAN:
    """Compile a GAN of dense networks for sequences of 24 numbers.

    Args:
        steps: Training steps that its rates fall over.
        seed: Seed of weights and noise.

    Returns:
        The GAN, for batches of 128.
    """
    shape = (SERIES_LENGTH,)
    generator = models.mlp_generator(
        SERIES_LATENT, (128, 128), sample_shape=shape, batch_norm=False, output_activation=None, seed=seed
    )
    gan = GAN(generator, models.mlp_discriminator((128, 128), sample_shape=shape, seed=seed + recipes.DISCRIMINATOR))
    _compile(gan, steps, rates=(1e-3, 1e-3), gamma=0.05, seed=seed)
    return gan


def forecast_error(train: np.ndarray, test: np.ndarray) -> float:
    """Fit a linear forecast of the next value from the six before on some sequences, and try it on others.

    Args:
        train: Sequences to learn from, (n, length).
        test: Sequences to forecast, (m, length).

    Returns:
        Mean absolute error on ``test``.
    """
    known, follows = _lagged(train)
    weights, *_ = np.linalg.lstsq(known, follows, rcond=None)
    asked, answers = _lagged(test)
    return float(np.abs(asked @ weights - answers).mean())


def _lagged(series: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(series, float), LAGS + 1, axis=1)
    flat = windows.reshape(-1, LAGS + 1)
    return np.column_stack([flat[:, :-1], np.ones(len(flat))]), flat[:, -1]


def reference_memory(phi: float, sigma: float, lag: int) -> tuple[float, float]:
    """Give autocovariance and autocorrelation of x_t = φ·x_(t−1) + σ·e_t at a lag.

    Args:
        phi: φ, in (-1, 1).
        sigma: σ, above 0.
        lag: A whole number.

    Returns:
        σ²·φ^|k| / (1 − φ²), and φ^|k|.
    """
    correlation = sequences.ar1_autocorrelation(phi, lag)
    return sigma**2 / (1 - phi**2) * correlation, correlation


# symbols


def gradient_estimates(
    logits: Sequence[float],
    reward: Callable[[Any], Any],
    soft: Callable[..., Any],
    score: Callable[..., np.ndarray],
    *,
    seed: int = 0,
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Estimate the gradient of an expected reward in the logits of one symbol, in several ways, 20,000 times each.

    Args:
        logits: Of the symbols.
        reward: Function from rows (n, symbols), one-hot or soft, to n numbers, of TensorFlow.
        soft: Gumbel-softmax, as `discrete.gumbel_softmax`.
        score: REINFORCE, as `discrete.reinforce`.
        seed: Seed of the draws.

    Returns:
        For each way, mean and standard deviation of its estimates, by symbol; first the exact gradient.
    """
    weights = np.asarray(logits, np.float32)
    symbols = len(weights)
    rewards = np.asarray(reward(tf.eye(symbols)))
    gumbel = tf.constant(np.random.default_rng(seed).gumbel(size=(DRAWS, symbols)), tf.float32)
    drawn = np.argmax(weights + gumbel.numpy(), axis=1)
    mean_reward = float(rewards[drawn].mean())

    def through(make: Callable[[Any], Any]) -> np.ndarray:
        rows = tf.constant(np.repeat(weights[None], DRAWS, axis=0))
        with tf.GradientTape() as tape:
            tape.watch(rows)
            total = tf.reduce_sum(reward(make(rows)))
        return np.asarray(tape.gradient(total, rows))

    each = {
        "mean in place of a draw": through(tf.nn.softmax),
        "Gumbel-softmax, τ = 1": through(lambda rows: soft(rows, gumbel, 1.0)),
        "Gumbel-softmax, τ = 0.1": through(lambda rows: soft(rows, gumbel, 0.1)),
        "straight-through, τ = 1": through(lambda rows: discrete.straight_through(soft(rows, gumbel, 1.0))),
        "REINFORCE": np.asarray(score(weights, drawn, rewards[drawn], 0.0)),
        "REINFORCE with a baseline": np.asarray(score(weights, drawn, rewards[drawn], mean_reward)),
    }
    exact = discrete.exact_gradient(weights.astype(float), rewards)
    found = {"exact": (exact, np.zeros(symbols))}
    return found | {name: (rows.mean(axis=0), rows.std(axis=0)) for name, rows in each.items()}


class Drawn(discrete.StraightThrough):
    """A layer that draws one-hot symbols with a function of one's own, straight through.

    Args:
        soft: Function ``(logits, gumbel, temperature)`` to soft rows, as `discrete.gumbel_softmax`.
        temperature: τ.
    """

    def __init__(self, soft: Callable[..., Any], temperature: float = 1.0) -> None:
        super().__init__(temperature, name="drawn")
        self._soft = soft

    def soften(self, logits: Any, gumbel: Any) -> Any:
        """Draw softly, with the function.

        Args:
            logits: Tensor (batch, steps, symbols).
            gumbel: Standard Gumbel numbers, of the same shape.

        Returns:
            Soft rows.
        """
        return tf.ensure_shape(self._soft(logits, gumbel, self.temperature), logits.shape)


# music and words


def reference_composer(soft: Callable[..., Any], code: int, steps: int, symbols: int) -> keras.Model:
    """Build the generator of the exercise.

    Args:
        soft: What draws, as in `Drawn`.
        code: Length of the code.
        steps: Length of a melody, a multiple of 4.
        symbols: How many there are.

    Returns:
        Model from noise to one-hot melodies.
    """
    return models.sequence_generator(steps, symbols, code, draw=Drawn(soft))


def composer_gan(generator: keras.Model, steps: int, *, ear: bool = True, seed: int = 0) -> GAN:
    """Compile a GAN of melodies.

    Args:
        generator: Model from noise to one-hot melodies (batch, 32, 28).
        steps: Training steps that its rates fall over.
        ear: As in `models.melody_discriminator`.
        seed: Seed of the discriminator's weights and the noise.

    Returns:
        The GAN, for `melody_batches`.
    """
    judge = models.melody_discriminator(music.STEPS, music.SYMBOLS, ear=ear, seed=seed + recipes.DISCRIMINATOR)
    gan = GAN(generator, judge)
    _compile(gan, steps, rates=(1e-3, 2e-3), gamma=0.25, seed=seed)
    return gan


def melody_batches(melodies: np.ndarray, *, seed: int = 0) -> Any:
    """Draw melodies as one-hot rows, without end.

    Args:
        melodies: Symbols, (n, 32).
        seed: Seed of the order.

    Returns:
        Batches for `GAN.fit`.
    """
    return _batches(np.asarray(melodies), music.SYMBOLS, BATCH, seed)


def words_gan(generator: keras.Model, steps: int, *, seed: int = 0) -> GAN:
    """Compile a GAN of names.

    Args:
        generator: Model from noise to one-hot words (batch, 8, 27).
        steps: Training steps that its rates fall over.
        seed: Seed of the discriminator's weights and the noise.

    Returns:
        The GAN, for `word_batches`.
    """
    judge = models.word_discriminator(text.LENGTH, len(text.LETTERS), seed=seed + recipes.DISCRIMINATOR)
    gan = GAN(generator, judge)
    _compile(gan, steps, rates=(1e-3, 2e-3), gamma=0.25, seed=seed)
    return gan


def word_batches(words: Sequence[str], *, seed: int = 0) -> Any:
    """Draw words as one-hot rows, without end.

    Args:
        words: The words.
        seed: Seed of the order.

    Returns:
        Batches for `GAN.fit`.
    """
    return _batches(text.encode(words), len(text.LETTERS), WORD_BATCH, seed)


def written(gan: GAN, n: int, *, seed: int = 0) -> list[str]:
    """Let a GAN write names; empty ones are left out.

    Args:
        gan: A GAN of words.
        n: How many, at most.
        seed: Seed of the noise.

    Returns:
        The names.
    """
    return [word for word in text.decode(gan.generate(n, seed=seed).argmax(axis=-1)) if word]


def melody_table(
    made: Mapping[str, np.ndarray],
    melodies: music.Melodies,
    copied: Callable[..., float] = music.copied_phrases,
) -> dict[str, dict[str, float]]:
    """Measure melodies of several origins with the same measures.

    Args:
        made: Symbols (n, 32) of each origin.
        melodies: Real melodies, those trained on and others.
        copied: As `music.copied_phrases`.

    Returns:
        For each origin the figures of `music.compare`.
    """
    return {name: music.compare(each, melodies.train, melodies.test, copied) for name, each in made.items()}


def print_table(table: Mapping[str, Mapping[str, float]]) -> None:
    """Print a table of figures, a row for each origin.

    Args:
        table: As from `melody_table`.
    """
    columns = list(next(iter(table.values())))
    print(f"{'':18}", *(f"{column:>{max(8, len(column))}}" for column in columns))
    for name, row in table.items():
        print(f"{name:18}", *(f"{row[column]:{max(8, len(column))}.3f}" for column in columns))


def _batches(symbols: np.ndarray, number: int, batch: int, seed: int) -> Any:
    rows = tf.data.Dataset.from_tensor_slices(np.eye(number, dtype="float32")[symbols])
    return rows.cache().shuffle(len(symbols), seed=seed).repeat().batch(batch)


def _compile(gan: GAN, steps: int, *, rates: tuple[float, float], gamma: float, seed: int) -> None:
    generator, discriminator = rates
    gan.compile(
        "relativistic",
        keras.optimizers.Adam(recipes.falling(generator, steps), beta_1=0.0, use_ema=True, ema_momentum=0.995),
        keras.optimizers.Adam(recipes.falling(discriminator, steps), beta_1=0.0),
        Sum((R1(gamma), R2(gamma))),
        penalty_every=8,
        seed=seed,
    )
