"""Long lists are shown a page at a time, and names are found in them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert, select

from hub_config.campus.database import Database, open_database
from hub_config.campus.settings import CampusSettings
from hub_config.campus.tables import Person
from hub_config.campus.windows import SIZE, asked, look

PEOPLE = 2 * SIZE + 50


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(CampusSettings(state=tmp_path_factory.mktemp("windows")))
    with database.write() as session:
        names = [{"name": f"p{n:04}", "display_name": f"Nom {n:04}"} for n in range(PEOPLE)]
        session.execute(insert(Person), [*names, {"name": "elodie", "display_name": "É 100 %"}])
    yield database
    database.close()


def names(database: Database, page: str, words: str = "") -> tuple[list[str], int, int]:
    with database.read() as session:
        rows, window = look(session, select(Person).order_by(Person.name), asked(page, words))
        return [person.name for (person,) in rows], window.number, window.pages


def test_first_page_comes_without_being_asked_for(database: Database) -> None:
    found, number, pages = names(database, "")
    assert (found[0], len(found), number, pages) == ("elodie", SIZE, 1, 3)


def test_last_page_holds_the_rest(database: Database) -> None:
    found, number, _ = names(database, "3")
    assert (found[-1], len(found), number) == (f"p{PEOPLE - 1:04}", 51, 3)


@pytest.mark.parametrize("page", ["99", "0", "-1", "x", "²", "9" * 30])
def test_page_that_is_not_there_leads_to_one_that_is(database: Database, page: str) -> None:
    found, number, _ = names(database, page)
    assert found
    assert number in (1, 3)


def test_name_is_found_by_a_part_of_it(database: Database) -> None:
    assert names(database, "", "nom 0042") == (["p0042"], 1, 1)


def test_signs_of_a_pattern_are_only_signs(database: Database) -> None:
    assert names(database, "", "0 %") == (["elodie"], 1, 1)
