"""How fast, how frugal and how safe grading a class is, beside plain nbgrader: ``make bench-grade``."""
