"""An account for somebody of the desk, made at the server; others are invited (docs/editing.md)."""

import getpass
import os
import sys

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.roles import Role


class Command(BaseCommand):
    help = "Create an account for the desk, in one role or several. Asks for the name and, twice, for the password."

    def add_arguments(self, parser):
        parser.add_argument("--username", help="Name to sign in with; asked for when left out.")
        parser.add_argument("--role", nargs="+", choices=Role.values, default=[Role.EDITOR], help="What the account may do; editor when left out.")
        parser.add_argument("--password-from-env", metavar="NAME", help="Take the password from this environment variable instead of asking for it.")

    def handle(self, *, username: str | None, password_from_env: str | None, role: list[str], **options):
        if not sys.stdin.isatty() and not (username and password_from_env):
            raise CommandError("There is no terminal to ask at: give --username and --password-from-env.")
        user = User(username=username or input("Name to sign in with: ").strip(), is_staff=True)
        try:
            User._meta.get_field("username").clean(user.username, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if User.objects.filter(username=user.username).exists():
            raise CommandError(f"There is an account “{user.username}” already. Choose another name.")
        user.set_password(self._from_env(password_from_env, user) if password_from_env else self._asked(user))
        with transaction.atomic():
            user.save()
            user.groups.set(Group.objects.filter(name__in=role))
        self.stdout.write(f"“{user.username}” can now sign in at /admin/ as {' and '.join(role)}.")

    def _from_env(self, name: str, user: User) -> str:
        password = os.environ.get(name, "")
        if not password:
            raise CommandError(f"The environment variable {name} is not set, or empty.")
        if faults := _faults(password, user):
            raise CommandError(faults)
        return password

    def _asked(self, user: User) -> str:
        while True:
            password = getpass.getpass("Password: ")
            faults = _faults(password, user)
            if not faults and getpass.getpass("The same again: ") == password:
                return password
            self.stderr.write(faults or "The two are not the same. Try again.")


def _faults(password: str, user: User) -> str:
    """What is wrong with `password`, in one line; empty when it will do."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
