# %% wrong: not a number where the root is of a negative number
def eigenvalues(gamma, gradient_at_zero=0.5):
    with np.errstate(invalid="ignore"):
        root = np.sqrt(gamma**2 / 4 - gradient_at_zero**2)
    return np.array([-gamma / 2 + root, -gamma / 2 - root], complex)


# %% wrong: the root of the absolute value
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(abs(gamma**2 / 4 - gradient_at_zero**2))
    return np.array([-gamma / 2 + root, -gamma / 2 - root], complex)


# %% wrong: the penalty pushes outwards
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 4 - gradient_at_zero**2))
    return np.array([gamma / 2 + root, gamma / 2 - root])


# %% wrong: without the half
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 - gradient_at_zero**2))
    return np.array([-gamma + root, -gamma - root])


# %% wrong: f′(0) not squared
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 4 - gradient_at_zero))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


# %% wrong: f′(0) always a half
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 4 - 0.25))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


# %% wrong: plus the square of f′(0), as if both players descended
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 4 + gradient_at_zero**2))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


# %% wrong: both off-diagonal entries with the same sign
def eigenvalues(gamma, gradient_at_zero=0.5):
    values = np.linalg.eigvals(np.array([[0, gradient_at_zero], [gradient_at_zero, -gamma]], complex))
    return np.array(sorted(values, key=lambda value: (value.real, value.imag), reverse=True))


# %% wrong: the one with the minus sign first
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 4 - gradient_at_zero**2))
    return np.array([-gamma / 2 - root, -gamma / 2 + root])


# %% wrong: real parts only
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 4 - gradient_at_zero**2))
    return np.array([(-gamma / 2 + root).real, (-gamma / 2 - root).real])


# %% wrong: the penalty on both players
def eigenvalues(gamma, gradient_at_zero=0.5):
    return np.array([-gamma + 1j * gradient_at_zero, -gamma - 1j * gradient_at_zero])


# %% right: NumPy finds them, then they are put in order
def eigenvalues(gamma, gradient_at_zero=0.5):
    jacobian = np.array([[0, -gradient_at_zero], [gradient_at_zero, -gamma]])
    values = np.linalg.eigvals(jacobian).astype(complex)
    return values[np.lexsort((-values.imag, -values.real))]


# %% right: two cases
def eigenvalues(gamma, gradient_at_zero=0.5):
    inside = gamma**2 - 4 * gradient_at_zero**2
    root = inside**0.5 if inside >= 0 else 1j * (-inside) ** 0.5
    return np.array([(-gamma + root) / 2, (-gamma - root) / 2], dtype=complex)


# %% right: roots of the polynomial
def eigenvalues(gamma, gradient_at_zero=0.5):
    values = np.roots([1.0, gamma, gradient_at_zero**2]).astype(complex)
    return np.array(sorted(values, key=lambda value: (-round(value.real, 9), -value.imag)))


# %% right: the complex power of the standard library, as a list
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = complex(gamma**2 / 4 - gradient_at_zero**2) ** 0.5
    return [complex(-gamma / 2) + root, complex(-gamma / 2) - root]


# %% wrong: the penalty at the generator's entry pushes it outwards
def eigenvalues(gamma, gradient_at_zero=0.5):
    values = np.linalg.eigvals(np.array([[gamma, -gradient_at_zero], [gradient_at_zero, -gamma]], complex))
    return np.array(sorted(values, key=lambda value: (value.real, value.imag), reverse=True))


# %% wrong: half of the penalty's weight, because of the half in γ/2 · ψ²
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 / 16 - gradient_at_zero**2))
    return np.array([-gamma / 4 + root, -gamma / 4 - root])


# %% wrong: another default for f′(0)
def eigenvalues(gamma, gradient_at_zero=1.0):
    root = np.sqrt(complex(gamma**2 / 4 - gradient_at_zero**2))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


# %% right: real numbers where the rotation has ended
def eigenvalues(gamma, gradient_at_zero=0.5):
    inside = gamma**2 / 4 - gradient_at_zero**2
    root = inside**0.5 if inside >= 0 else complex(0, (-inside) ** 0.5)
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


# %% right: TensorFlow, in complex64
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = tf.sqrt(tf.cast(gamma**2 / 4 - gradient_at_zero**2, tf.complex64))
    return tf.stack([-gamma / 2 + root, -gamma / 2 - root])


# %% wrong: the root is not halved
def eigenvalues(gamma, gradient_at_zero=0.5):
    root = np.sqrt(complex(gamma**2 - 4 * gradient_at_zero**2))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


# %% wrong: sorted by size
def eigenvalues(gamma, gradient_at_zero=0.5):
    values = np.linalg.eigvals(np.array([[0, -gradient_at_zero], [gradient_at_zero, -gamma]], complex))
    return values[np.argsort(-np.abs(values))]


# %% wrong: sorted from small to large
def eigenvalues(gamma, gradient_at_zero=0.5):
    return np.sort_complex(np.linalg.eigvals([[0, -gradient_at_zero], [gradient_at_zero, -gamma]]))


# %% wrong: the symmetric part's eigenvalues, from eigvalsh
def eigenvalues(gamma, gradient_at_zero=0.5):
    return np.linalg.eigvalsh([[0, -gradient_at_zero], [gradient_at_zero, -gamma]])[::-1]


# %% right: SciPy, lexsort
def eigenvalues(gamma, gradient_at_zero=0.5):
    from scipy.linalg import eigvals

    values = eigvals([[0, -gradient_at_zero], [gradient_at_zero, -gamma]])
    return values[np.lexsort((values.imag, values.real))[::-1]]


# %% right: NumPy's emath
def eigenvalues(gamma, gradient_at_zero=0.5):
    return -gamma / 2 + np.array([1, -1]) * np.emath.sqrt(gamma**2 / 4 - gradient_at_zero**2)
