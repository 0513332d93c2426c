"""Laboratories: pictures that answer under the reader's fingers, each over functions that need no notebook.

What a laboratory computes stands in modules without widgets; ``stage`` connects them with a canvas in the browser.
Where there is no kernel, each leaves its figure with its description.
"""
