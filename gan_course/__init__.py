"""Generative adversarial networks in ten days, in TensorFlow and Keras 3.

Importing the package sets the environment that TensorFlow and Keras read when they start, and imports neither.
"""

import os

__version__ = "0.2.0"

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
