"""In which of the two languages a text is written, by its most frequent small words."""

import re
from collections import Counter

from grading.quality.passages import Passage, prose

# The most frequent words of each language that the other does not use.
MARKS = {
    "fr": frozenset(
        "le la les un une des du et est dans pour que qui avec sur par ne pas au aux ce cette sont "
        "vous il elle nous ou mais votre vos leur leurs être deux plus".split()
    ),
    "en": frozenset(
        "the of and to is in that for it as with are be this by from at or an not which you your "
        "have has can will we they their its was were each two how what".split()
    ),
}
ENOUGH_WORDS = 12


def likely_language(passage: Passage) -> str:
    """Return the language that a passage looks like; its own unless the other is much likelier."""
    words = Counter(re.findall(r"[^\W\d_]+", prose(passage.text).lower()))
    if words.total() < ENOUGH_WORDS:
        return passage.language
    counts = {language: sum(words[mark] for mark in marks) for language, marks in MARKS.items()}
    likely = max(counts, key=lambda language: counts[language])
    return likely if counts[likely] > 2 * counts[passage.language] else passage.language
