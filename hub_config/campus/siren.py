"""SIREN numbers of French organisations."""

import re

LENGTH = 9


def normal(text: str) -> str:
    """Return the digits of a SIREN written with blanks."""
    return re.sub(r"[\s.]", "", text)


def is_siren(text: str) -> bool:
    """Tell whether nine digits have the right key.

    Source: ISO/IEC 7812-1, Luhn's algorithm; Insee, "Identification et certification des
    entreprises", décret 97-497.
    """
    digits = normal(text)
    if len(digits) != LENGTH or not digits.isascii() or not digits.isdigit() or not int(digits):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
