"""The data sets that can be downloaded: their files, sizes, hashes and class names.

Source: MNIST, LeCun, Bottou, Bengio and Haffner 1998, with the SHA-256 that Keras states; Fashion-MNIST, arXiv
1708.07747, with the sizes and SHA-256 that TensorFlow Datasets states for the same four files.
"""

from dataclasses import dataclass
from pathlib import Path

STORAGE = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


@dataclass(frozen=True)
class RemoteFile:
    """A file on the network, known byte for byte.

    Args:
        name: File name, also in the cache.
        url: Where it is downloaded from.
        size: Bytes.
        sha256: SHA-256 of its content, in hexadecimal.
    """

    name: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Published:
    """A data set of 28×28 grey images that can be downloaded.

    Args:
        title: Its proper name.
        files: What to download: one npz archive, or four gzipped IDX files.
        class_names: What the labels 0 to 9 mean.
        first_labels: The first ten labels of each split; they tell apart data sets whose files have the same names.
    """

    title: str
    files: tuple[RemoteFile, ...]
    class_names: tuple[str, ...]
    first_labels: dict[str, tuple[int, ...]]

    def path_in(self, folder: Path, name: str) -> Path:
        """Say where this data set lies in a cache folder.

        Args:
            folder: The cache folder.
            name: The short name of the data set.

        Returns:
            The npz archive, or the folder of the IDX files: what ``archives.read_split`` takes.
        """
        return folder / self.files[0].name if len(self.files) == 1 else folder / name


def _remote(name: str, size: int, sha256: str) -> RemoteFile:
    return RemoteFile(name, STORAGE + name, size, sha256)


DIGIT_NAMES = tuple("0123456789")
GARMENT_NAMES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
FASHION_FILES = {
    "train-images-idx3-ubyte.gz": (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
    "train-labels-idx1-ubyte.gz": (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
    "t10k-images-idx3-ubyte.gz": (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
    "t10k-labels-idx1-ubyte.gz": (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
}

PUBLISHED = {
    "mnist": Published(
        title="MNIST",
        files=(_remote("mnist.npz", 11_490_434, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"),),
        class_names=DIGIT_NAMES,
        first_labels={"train": (5, 0, 4, 1, 9, 2, 1, 3, 1, 4), "test": (7, 2, 1, 0, 4, 1, 4, 9, 5, 9)},
    ),
    "fashion_mnist": Published(
        title="Fashion-MNIST",
        files=tuple(_remote(name, size, sha256) for name, (size, sha256) in FASHION_FILES.items()),
        class_names=GARMENT_NAMES,
        first_labels={"train": (9, 0, 0, 3, 0, 2, 7, 2, 5, 5), "test": (9, 2, 1, 1, 6, 1, 4, 6, 5, 7)},
    ),
}
