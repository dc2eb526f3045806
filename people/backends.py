"""Where permissions come from: the roles of an account, and `people.roles`."""

from allauth.account.auth_backends import AuthenticationBackend

from people.roles import may


class RoleBackend(AuthenticationBackend):
    """Reads in one query which groups an account is in, and gives what `people.roles` says of them. Permissions kept in the database give nothing."""

    def _get_user_permissions(self, user_obj):
        return user_obj.user_permissions.none()

    def get_group_permissions(self, user_obj, obj=None) -> set[str]:
        if user_obj.is_superuser:
            return super().get_group_permissions(user_obj, obj)
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_role_permissions"):
            user_obj._role_permissions = may(user_obj.groups.values_list("name", flat=True))
        return user_obj._role_permissions
