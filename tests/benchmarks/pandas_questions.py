"""Five questions about one table, as a first-year exercise with pandas asks them."""

from tests.benchmarks.generated_course import Question

GIVEN = """import numpy as np
import pandas as pd

rng = np.random.default_rng(seed=0)
trees = pd.DataFrame({
    "town": rng.choice(["Nancy", "Metz", "Reims"], 300),
    "kind": rng.choice(["oak", "lime", "plane"], 300),
    "height_m": rng.normal(12, 3, 300).round(1),
    "girth_cm": rng.normal(110, 25, 300).round(),
})
trees.loc[[4, 50, 120, 233], "height_m"] = np.nan"""

QUESTIONS = (
    Question(
        "size",
        "def size(table):",
        "return table.shape",
        "return len(table)",
        "assert size(trees) == (300, 4), f'(300, 4) expected, {size(trees)} got'",
        "assert size(trees.head(7)) == (7, 4), 'the table that is given, not another one'",
    ),
    Question(
        "missing",
        "def missing(table):",
        "return int(table['height_m'].isna().sum())",
        "return int(table['height_m'].notna().sum())",
        "assert missing(trees) == 4, f'4 expected, {missing(trees)} got'",
        "assert missing(trees.dropna()) == 0, '0 expected where nothing is missing'",
    ),
    Question(
        "filled",
        "def filled(table):",
        "return table.assign(height_m=table['height_m'].fillna(table['height_m'].median()))",
        "return table.fillna({'height_m': 0})",
        "assert filled(trees)['height_m'].isna().sum() == 0, 'no missing value expected'",
        "assert filled(trees).loc[4, 'height_m'] == trees['height_m'].median(), 'the median'",
    ),
    Question(
        "by_town",
        "def by_town(table):",
        "return table.groupby('town')['height_m'].mean()",
        "return table.groupby('kind')['height_m'].mean()",
        "assert len(by_town(trees)) == 3, '3 towns expected'",
        "nancy = trees.loc[trees['town'] == 'Nancy', 'height_m'].mean()\n"
        "assert np.isclose(by_town(trees)['Nancy'], nancy), f'{nancy:.2f} expected for Nancy'",
    ),
    Question(
        "tallest",
        "def tallest(table, count):",
        "return table.nlargest(count, 'height_m')",
        "return table.nlargest(count, 'girth_cm')",
        "assert len(tallest(trees, 5)) == 5, '5 rows expected'",
        "assert tallest(trees, 1)['height_m'].iloc[0] == trees['height_m'].max(), 'the tallest'",
    ),
)
