"""The guards of the house, under the name that this app's migrations know them by."""

from sources.guards import DeferredGuard, DeferredGuardSql, Guard, GuardSql, SetGuard, SetGuardSql, never_truncated

__all__ = ["DeferredGuard", "DeferredGuardSql", "Guard", "GuardSql", "SetGuard", "SetGuardSql", "never_truncated"]
