"""Images to train on: MNIST, Fashion-MNIST, the digits that ship with scikit-learn, or any folder of pictures.

``load_images`` looks in this order and always prints what it took from where:

1. the cache folder, if the file there passes its SHA-256;
2. the folder in the environment variable ``GAN_COURSE_DATA`` (how files lie there: ``gan_course.data.sources``);
3. a download into the cache folder;
4. for ``"auto"`` only: scikit-learn's digits, which need neither a network nor a file.

``GAN_COURSE_DATASET`` chooses the data set of ``"auto"`` for a whole run, ``GAN_COURSE_CACHE`` the cache folder.
"""

from gan_course.data.cat import cat_crops
from gan_course.data.dataset import ImageDataset
from gan_course.data.faces import cartoon_faces
from gan_course.data.folder import load_image_folder
from gan_course.data.load import load_images
from gan_course.data.pairs import load_pairs, paired_batches, unpaired_batches, with_condition
from gan_course.data.photographs import cut_patches, load_photograph
from gan_course.data.sources import NAMES, Location, cache_folder, locate

__all__ = [
    "NAMES",
    "ImageDataset",
    "Location",
    "cache_folder",
    "cartoon_faces",
    "cat_crops",
    "cut_patches",
    "load_image_folder",
    "load_images",
    "load_pairs",
    "load_photograph",
    "locate",
    "paired_batches",
    "unpaired_batches",
    "with_condition",
]
