"""The site's typefaces: small WOFF2 files cut from the fonts of two packages."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

RANGES = (range(0x20, 0x7F), range(0xA0, 0x180))
PUNCTUATION = "‐‑–—‘’“”„†•…′″‹›€←↑→↓−≈≠≤≥ \u2009\u202f"
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]


@dataclass(frozen=True)
class Face:
    """One file of a typeface.

    Attributes:
        axes: what stays of each axis of the variable font: one value, or (least, most).
    """

    family: str
    package: str
    file: str
    axes: dict[str, float | tuple[float, float]]
    weight: str
    style: str = "normal"

    @property
    def source(self) -> Path:
        """The font in its package."""
        return Path(str(files(self.package) / "files" / self.file))

    @property
    def name(self) -> str:
        """Name of the WOFF2 file: changes when the font or the cut changes."""
        stamp = f"{self.axes}{RANGES}{PUNCTUATION}{FEATURES}".encode() + self.source.read_bytes()
        digest = hashlib.sha256(stamp).hexdigest()[:8]
        return f"{self.family.lower().replace(' ', '-')}-{self.style}.{digest}.woff2"


SANS, SANS_PACKAGE = "Source Sans 3", "fontpkg_source_sans_3"
DISPLAY, DISPLAY_PACKAGE = "Bricolage Grotesque", "fontpkg_bricolage_grotesque"
FACES = (
    Face(SANS, SANS_PACKAGE, "SourceSans3[wght].ttf", {"wght": (400, 700)}, "400 700"),
    Face(SANS, SANS_PACKAGE, "SourceSans3-Italic[wght].ttf", {"wght": 400}, "400", "italic"),
    Face(
        DISPLAY,
        DISPLAY_PACKAGE,
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        {"wght": 650, "wdth": 100, "opsz": 36},
        "400 700",
    ),
)


def keep_fonts(cache: Path) -> None:
    """Cut the fonts that are not in `cache` yet."""
    cache.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        kept = cache / face.name
        if not kept.exists():
            kept.write_bytes(cut_face(face, cache))


def write_fonts(cache: Path, target: Path) -> None:
    """Write `fonts.css` and the fonts it names; cuts are kept in `cache` between builds."""
    keep_fonts(cache)
    target.mkdir(parents=True, exist_ok=True)
    rules = []
    for face in FACES:
        (target / face.name).write_bytes((cache / face.name).read_bytes())
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-style:{face.style};'
            f"font-weight:{face.weight};font-display:swap;"
            f'src:url("{face.name}") format("woff2")}}'
        )
    (target / "fonts.css").write_text("\n".join(rules) + "\n", "utf-8")


def cut_face(face: Face, scratch: Path) -> bytes:
    """Return a face reduced to the letters and weights that the site uses, as WOFF2."""
    font = TTFont(face.source)
    options = subset.Options()
    options.layout_features = FEATURES
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*(c for r in RANGES for c in r), *map(ord, PUNCTUATION)])
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, face.axes)
    font.flavor = "woff2"
    path = scratch / f"{face.name}.part"
    font.save(path)
    data = path.read_bytes()
    path.unlink()
    return data
