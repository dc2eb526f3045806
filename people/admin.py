"""Accounts and invitations, for administrators: who is there, in which roles, where they are signed in, and who may come."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from people.models import Invitation
from people.roles import Role

admin.site.unregister([User, EmailAddress, Authenticator, UserSession])
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

    def get_urls(self):
        page = path("<int:pk>/sessions/", self.admin_site.admin_view(self.sessions), name="auth_user_sessions")
        return [page, *super().get_urls()]

    def sessions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Where somebody is signed in. POST `session` ends that one, without it all of them."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user):
            raise PermissionDenied("Only administrators end sessions of others.")
        found = UserSession.objects.purge_and_list(user)
        if request.method == "POST":
            ended = [session for session in found if request.POST.get("session") in (None, str(session.pk))]
            for session in ended:
                session.end()
            self.log_change(request, user, f"Signed out in {len(ended)} place(s).")
            messages.success(request, f"{user} is signed out there. To keep somebody out, take “May sign in” away too.")
            return HttpResponseRedirect(reverse("admin:auth_user_sessions", args=[pk]))
        context = {"title": f"Where {user} is signed in", "account": user, "sessions": found, "opts": self.opts}
        return TemplateResponse(request, "admin/auth/user/sessions.html", self.admin_site.each_context(request) | context)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class InvitationForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(choices=Role.choices, widget=forms.CheckboxSelectMultiple, help_text="docs/editing.md says what each may do.")

    class Meta:
        model = Invitation
        fields = ("name", "roles")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """An invitation is made and, while nobody has accepted it, taken back. Its link is shown once, when it is made."""

    form = InvitationForm
    list_display = ("name", "role_names", "how_it_stands", "invited_by", "created_at", "expires_at", "account")
    list_select_related = ("invited_by", "account")
    list_per_page = 50

    @admin.display(description="roles")
    def role_names(self, invitation: Invitation) -> str:
        return ", ".join(Role(role).label for role in invitation.roles)

    @admin.display(description="standing")
    def how_it_stands(self, invitation: Invitation) -> str:
        return invitation.standing

    def save_model(self, request, obj, form, change):
        obj.invited_by = request.user
        request.token = obj.new_token()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, **kwargs):
        return super().render_change_form(request, context | {"show_save_and_add_another": False, "show_save_and_continue": False}, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        """The link, on this answer only: nobody can look it up later."""
        link = request.build_absolute_uri(reverse("join", args=[request.token]))
        context = {"title": "Invitation made", "invitation": obj, "link": link, "opts": self.opts}
        return TemplateResponse(request, "admin/people/invitation/link.html", self.admin_site.each_context(request) | context)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return (obj is None or obj.account_id is None) and super().has_delete_permission(request, obj)
