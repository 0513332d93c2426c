"""Lessons are plain text; this package turns each into its two notebooks, and tries the exercise bank on it.

==============  ===========================================================================
``lesson``      reads ``lessons/dayNN_subject.py`` (jupytext's py:percent) into cells
``regions``     the solutions and hidden tests inside a cell
``rules``       what a lesson may not hold, each with its fix
``text_cells``  the rules for text, ``code_cells`` those for code
``notebook``    the full notebook with nbgrader's metadata, and the student's copy
``build``       writes ``solutions/`` and ``notebooks/``, or compares them with what is there
``bank``        the exercise bank: answers, right and wrong, in ``tests/bank/``
``reach``       which cells the answers to some exercises can reach
``trial``       tries every answer of the bank at the checks of its lesson
==============  ===========================================================================
"""
