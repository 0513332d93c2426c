"""The site's modules lie beside Sphinx's settings and are no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "site"))
