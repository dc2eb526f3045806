"""Help for somebody who has lost every second factor and all recovery codes."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


class Command(BaseCommand):
    help = "Remove all second factors of an account and end its sessions. At the next sign-in it sets up a new one. First make sure who asks for it."

    def add_arguments(self, parser):
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *, username: str, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        factors, _ = Authenticator.objects.filter(user=user).delete()
        sessions = UserSession.objects.purge_and_list(user)
        for session in sessions:
            session.end()
        if not factors:
            self.stdout.write(f"“{username}” has no second factor. The next sign-in asks to set one up.")
            return
        ended = f"{len(sessions)} session{'' if len(sessions) == 1 else 's'} ended"
        self.stdout.write(f"Second factors and recovery codes of “{username}” are removed, {ended}. The next sign-in asks to set up a new one.")
