"""Accounts, for administrators: who is there, in which roles, and whether they may still sign in."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, User

from people.roles import Role

admin.site.unregister(User)
admin.site.unregister(Group)  # the groups are the roles, and people/roles.py says what they may do


class AccountForm(forms.ModelForm):
    groups = forms.ModelMultipleChoiceField(
        queryset=Group.objects.filter(name__in=Role.values),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Roles",
        help_text="Without a role an account does not get at the desk.",
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "groups", "is_active")
        labels = {"is_active": "May sign in"}
        help_texts = {"is_active": "Switch it off instead of deleting an account: what somebody wrote keeps their name."}


@admin.register(User)
class AccountAdmin(admin.ModelAdmin):
    """An account is neither made here (people are invited) nor deleted. Nobody changes their own roles, or the account of a superuser."""

    form = AccountForm
    fields = ("username", "first_name", "last_name", "email", "groups", "is_active", "last_login")
    list_display = ("username", "roles", "email", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        names = {group.name for group in user.groups.all()}
        held = [role.label for role in Role if role in names]
        return ", ".join(["Superuser", *held] if user.is_superuser else held)

    def get_fields(self, request, obj=None):
        return [{"groups": "roles"}.get(name, name) if obj == request.user else name for name in self.fields]

    def get_readonly_fields(self, request, obj=None):
        return ("username", "last_login", *(("roles", "is_active") if obj == request.user else ()))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
