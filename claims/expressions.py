"""What PostgreSQL can and Django has no word for."""

from collections.abc import Iterable

from django.db import models


def array_of(keys: Iterable[int]) -> str:
    """`keys` as one parameter, a bigint[]: psycopg2 would spell a list as an expression, which takes PostgreSQL longer to read than to use."""
    return f"{{{','.join(map(str, keys))}}}"


class Unnest(models.Func):
    """The values of an array column, one row each."""

    function = "unnest"
    set_returning = True
    output_field = models.CharField()


@models.BigAutoField.register_lookup
class OneOf(models.Lookup):
    """`pk__one_of=keys` is `pk__in=keys` with one parameter, however many keys: a thousand take PostgreSQL and Django longer to read than to find."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*parameters, array_of(self.rhs)]
