# %% wrong: the sample's error taken to be that of the mean
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = np.trace(covariance - gain @ matrix @ covariance)
    return least, least


# %% wrong: the spread of the sample taken to be that of all digits
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = np.trace(covariance - gain @ matrix @ covariance)
    return least, least + np.trace(covariance)


# %% wrong: the standard deviations added in place of the variances
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = np.trace(covariance - gain @ matrix @ covariance)
    return least, 4 * least


# %% wrong: the mean over the entries in place of their sum
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = np.diag(covariance - gain @ matrix @ covariance).mean()
    return least, 2 * least


# %% wrong: all entries of the covariance added up, not its diagonal
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = (covariance - gain @ matrix @ covariance).sum()
    return least, 2 * least


# %% wrong: the sample's error first
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = np.trace(covariance - gain @ matrix @ covariance)
    return 2 * least, least


# %% wrong: the inverse forgotten
def two_errors(covariance, matrix):
    posterior = covariance - covariance @ matrix.T @ (matrix @ covariance @ matrix.T) @ matrix @ covariance
    return np.trace(posterior), 2 * np.trace(posterior)


# %% wrong: what y tells in place of what it leaves open
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    told = np.trace(gain @ matrix @ covariance)
    return told, 2 * told


# %% wrong: the covariance taken to be the identity
def two_errors(covariance, matrix):
    gain = matrix.T @ np.linalg.inv(matrix @ matrix.T)
    least = np.trace(np.eye(len(covariance)) - gain @ matrix)
    return least, 2 * least


# %% wrong: the inverse of A A^T, without the covariance between
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ matrix.T)
    least = np.trace(covariance - gain @ matrix @ covariance)
    return least, 2 * least


# %% wrong: the root of the error
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    least = np.sqrt(max(np.trace(covariance - gain @ matrix @ covariance), 0))
    return least, np.sqrt(2) * least


# %% wrong: the covariances themselves, not numbers
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    posterior = covariance - gain @ matrix @ covariance
    return posterior, 2 * posterior


# %% right: with solve
def two_errors(covariance, matrix):
    seen = matrix @ covariance
    posterior = covariance - seen.T @ np.linalg.solve(seen @ matrix.T, seen)
    return [np.trace(posterior), 2 * np.trace(posterior)]


# %% right: the sum of the diagonal, in an array
def two_errors(covariance, matrix):
    cross = covariance @ matrix.T
    told = np.einsum("ij,jk,ik->i", cross, np.linalg.inv(matrix @ cross), cross)
    least = float((np.diag(covariance) - told).sum())
    return np.array([least, least + least])


# %% right: by the eigenvalues of what is left
def two_errors(covariance, matrix):
    cross = covariance @ matrix.T
    left = covariance - cross @ np.linalg.pinv(matrix @ cross) @ cross.T
    eigenvalues = np.linalg.eigvalsh((left + left.T) / 2)
    return eigenvalues.sum(), 2 * eigenvalues.sum()


# %% right: the difference of two independent draws has the covariance C + C
def two_errors(covariance, matrix):
    inverse = np.linalg.inv(matrix @ covariance @ matrix.T)
    posterior = covariance - covariance @ matrix.T @ inverse @ matrix @ covariance
    difference = posterior + posterior
    return posterior.trace(), difference.trace()


# %% wrong: both rounded to three decimals
def two_errors(covariance, matrix):
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    error = np.trace(covariance - gain @ matrix @ covariance)
    return round(error, 3), round(2 * error, 3)
