"""Foreign keys whose column no index starts with, by the rules of each engine and mapper.

PostgreSQL, SQLite and SQL Server make no index for a foreign key
(https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK); MySQL and MariaDB do
(https://dev.mysql.com/doc/refman/8.4/en/constraint-foreign-key.html). Each mapper has its own rule (`tables`); those
that index every key by themselves, as Entity Framework Core and Doctrine do, are not read.
"""

from collections.abc import Iterator
from itertools import islice

from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact
from checks.probes.repo.tables import (
    drizzle,
    ecto,
    knex,
    kysely,
    laravel,
    prisma,
    python,
    rails,
    sequelize,
    sql,
    typeorm,
)

MOST = 20
"""Facts of one component: the first ones show the habit, a live look at the database shows the cost."""
READERS = (
    rails.found,
    prisma.found,
    python.found,
    ecto.found,
    typeorm.found,
    drizzle.found,
    laravel.found,
    knex.found,
    kysely.found,
    sequelize.found,
    sql.found,
)
INDEXES_ITSELF = {"MySQL", "MariaDB"}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`foreign_key_without_index`: "table.column" at the line of the key."""
    databases = {value for _, facet, value in sight.told if facet == "database"}
    if databases and databases <= INDEXES_ITSELF:
        return
    found = [one for reader in READERS for one in reader(sight)]
    for value, place in islice(dict(reversed(found)).items(), MOST):
        fact = RepoFact(name="foreign_key_without_index", value=value, place=place)
        yield sight.folder_of(place.path), fact
