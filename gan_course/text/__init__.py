"""Names, letter by letter: the list that the course ships, n-gram models, and measures of what is made."""

from gan_course.text.names import END, LENGTH, LETTERS, Names, decode, encode, load_names
from gan_course.text.ngrams import MEASURES, compare, gram_shares, grams, ngram_words

__all__ = [
    "END",
    "LENGTH",
    "LETTERS",
    "MEASURES",
    "Names",
    "compare",
    "decode",
    "encode",
    "gram_shares",
    "grams",
    "load_names",
    "ngram_words",
]
