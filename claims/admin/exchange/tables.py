"""What every table of the exchange shares.

A row that says what the database says is left alone, judged by the cells that would be exported: so an export, imported again, changes nothing. A
column that is left out keeps what is there. Everything else is tried for real, in a transaction that a preview rolls back, so that a preview
knows what the rules of the database will say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import RowResult
from import_export.widgets import ForeignKeyWidget, Widget
from tablib import Dataset

from claims.admin.exchange.cells import joined, parted
from sources.models import Source


class ListWidget(Widget):
    """An array column as one cell."""

    def __init__(self, mark: str = ";"):
        super().__init__()
        self.mark = mark

    def clean(self, value, row=None, **kwargs) -> list[str]:
        return parted(value or "", self.mark)

    def render(self, value, obj=None, **kwargs) -> str:
        return joined(value or [], self.mark)


class ByName(ForeignKeyWidget):
    """A row named by its natural key; a name that nothing has is a fault that says so."""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        found = self.get_queryset(value, row).filter(**{self.field: value}).first()
        if found is None:
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{value}”.")
        return found


def source_field(column: str = "source") -> Field:
    return Field(column, column, ByName(Source, "key"))


@dataclass(frozen=True)
class Line:
    """What one row of a file would do: `kind` is new, update, skip, invalid or error; `changes` are (column, old, new); `faults` words."""

    number: int
    name: str
    kind: str
    changes: list[tuple[str, str, str]]
    faults: list[str]


class Table(ModelResource):
    """A table of the exchange. Subclasses name a model, its columns, its key, what belongs to a row, and who may change it."""

    key: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # columns that are rows of other tables

    class Meta:
        use_transactions = True
        clean_model_instances = True
        skip_diff = True
        report_skipped = True

    def __init__(self, user: AbstractUser | None = None):
        super().__init__()
        self.user = user
        self.touched: list[Model] = []
        self.lines: list[Line] = []

    # Out

    def rows(self, queryset: QuerySet) -> Dataset:
        """The table of `queryset`, ordered by key."""
        return self.export(queryset=self.for_export(queryset))

    def for_export(self, queryset: QuerySet) -> QuerySet:
        return queryset

    def cells(self, instance: Model) -> dict[str, str]:
        """The instance as one row."""
        return dict(zip(self.get_export_headers(), map(str, self.export_resource(instance)), strict=True))

    # In

    def take(self, table: Dataset, *, for_real: bool) -> list[Line]:
        """Import `table`, or only try it. Nothing is kept unless every row is good. Returns a line a row; faults of the whole have the number 0."""
        with transaction.atomic():
            result = self.import_data(table, dry_run=not for_real, rollback_on_validation_errors=True)
            good = not (result.has_errors() or result.has_validation_errors())
            if good and for_real:
                self.afterwards()
        whole = [Line(0, "", RowResult.IMPORT_TYPE_ERROR, [], [str(fault.error)]) for fault in result.base_errors]
        return whole or self.lines

    def afterwards(self) -> None:
        """What the instances in `touched` ask for once all rows are in."""

    def before_import(self, dataset: Dataset, **kwargs):
        columns = self.get_export_headers()
        if unknown := [name for name in dataset.headers if name not in columns]:
            raise ValidationError(f"There is no column “{unknown[0]}” in this table. Its columns are: {', '.join(columns)}.")
        if missing := [name for name in self.key if name not in dataset.headers]:
            raise ValidationError(f"The column “{missing[0]}” is missing: it says which row is meant.")

    def after_init_instance(self, instance, new, row, **kwargs):
        self.before = {} if new else self.cells(instance)

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        """Whether the row says what is there; else the user must be allowed to change it."""
        if self.before and all(self.same(column, cell) for column, cell in row.items()):
            return True
        if why := self.against(instance, new=not self.before):
            raise ValidationError(why)
        return False

    def same(self, column: str, cell: str) -> bool:
        widget = self.fields[column].widget
        if isinstance(widget, ListWidget):
            cell = widget.render(widget.clean(cell))
        return self.before[column] == cell

    def against(self, instance: Model, *, new: bool) -> str:
        """Why the user may not write this row; the empty string when they may."""
        raise NotImplementedError

    def against_merged(self, source: Source | None) -> str:
        """Why a row may not name `source` anew: it was merged into another one, and only what was published before still says so."""
        if source is None or not source.merged_into_id or self.before.get("source") == source.key:
            return ""
        return f"“{source.key}” was merged into “{source.merged_into_id}”. Name that one."

    def do_instance_save(self, instance, is_create):
        try:
            with transaction.atomic():
                instance.save()
        except IntegrityError as error:
            raise ValidationError(_in_words(error)) from error

    def after_save_instance(self, instance, row, **kwargs):
        if given := [part for part in self.parts if part in row]:
            self.save_parts(instance, {part: row[part] for part in given})
        self.touched.append(instance)

    def save_parts(self, instance: Model, parts: dict[str, str]) -> None:
        """Write the rows of other tables that `parts` describes."""

    def after_import_row(self, row, row_result, **kwargs):
        """Called for rows that were saved or left alone."""
        after = self.before
        if row_result.import_type != RowResult.IMPORT_TYPE_SKIP:
            after = self.cells(type(self.touched[-1]).objects.get(pk=self.touched[-1].pk)) | {k: row[k] for k in ("order",) if row.get(k)}
        changes = [(column, self.before.get(column, ""), cell) for column, cell in after.items() if self.before.get(column, "") != cell]
        self.lines.append(Line(kwargs["row_number"], self.name_of(after), row_result.import_type, changes, []))

    def after_import(self, dataset, result, **kwargs):
        """The rules that the database asks at the end only."""
        connection.check_constraints()

    def import_row(self, row, instance_loader, **kwargs):
        result = super().import_row(row, instance_loader, **kwargs)
        faults = [str(error.error) for error in result.errors]
        if result.validation_error:
            faults += _faults(result.validation_error)
        if faults:
            self.lines.append(Line(kwargs["row_number"], self.name_of(row), result.import_type, [], faults))
        return result

    def name_of(self, row: dict[str, str]) -> str:
        return " ".join(row.get(column, "") for column in self.key).strip()


def _faults(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [message if name == "__all__" else f"{name}: {message}" for name, found in error.message_dict.items() for message in found]


def _in_words(error: IntegrityError) -> str:
    return str(error).split("\n")[0]


def replaced(rows: QuerySet, wanted: Iterable[Model]) -> None:
    """Put `wanted` in the place of `rows`, which belong to one owner."""
    rows.delete()
    rows.model.objects.bulk_create(wanted)
