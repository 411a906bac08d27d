"""Pages that packages bring: who gets in, in one table; a new one fails until it stands here."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.inloggen import sign_in
from tests.policy.table import ROLES
from tests.policy.test_matrix import OF_ALLAUTH, names, outcome, written
from tests.policy.world import World

OPEN = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
    "account_request_login_code",
    "mfa_authenticate",
    "mfa_trust",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}
OWN = {
    "account_change_password",
    "account_set_password",
    "account_email",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "usersessions_list",
    "socialaccount_connections",
}
ADMIN_DOORS = {"admin:login", "admin:logout", "admin:None"}  # None: the address of nothing
ARGUMENTS = {"provider_id": "geen", "key": "bestaat-niet", "uidb36": "1", "pk": 1}


def third_party() -> set[str]:
    """Return the names of the pages of allauth."""
    return {name for name in names() if name.startswith(OF_ALLAUTH)}


def test_every_page_of_allauth_is_listed() -> None:
    assert third_party() - OPEN - OWN == set()


def address(name: str) -> str:
    """Return an address of a page, with arguments when it wants them."""
    try:
        return reverse(name)
    except NoReverseMatch:
        pattern = next(p for p in flat() if p.name == name)
        wanted = pattern.pattern.converters or dict.fromkeys(
            re.findall(r"\?P<(\w+)>", str(pattern.pattern))
        )
        names_of = wanted or ("pk",)  # an argument in the part that includes it
        return reverse(name, kwargs={key: ARGUMENTS[key] for key in names_of})


def flat(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Walk the resolver."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from flat(entry.url_patterns)
        else:
            yield entry


@pytest.mark.parametrize("name", sorted(OWN & third_party()))
def test_own_pages_need_an_account(name: str, client: Client, db: None) -> None:
    assert outcome(client.get(address(name))) == "login"
    assert outcome(client.post(address(name))) == "login"


@pytest.mark.parametrize("name", sorted(OPEN & third_party()))
def test_open_pages_answer_without_an_account(name: str, client: Client, db: None) -> None:
    assert client.get(address(name)).status_code < 500


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anoniem"])
def test_admin_is_closed_for_every_role_of_the_network(role: str, world: World) -> None:
    client = Client()
    sign_in(client, world.people[role])
    for name in sorted({n for n in names() if n.startswith("admin:")} - ADMIN_DOORS):
        path = admin_address(name)
        with transaction.atomic():
            before = written()
            posted = client.post(path, {"action": "delete_selected"})
            assert (closed(posted), written()) == (True, before), path
            assert closed(client.get(path)), path
    assert client.get(reverse("admin:login")).status_code == 403


def closed(response: HttpResponse) -> bool:
    """Say whether an answer refuses, or only points at the login of the admin (which does)."""
    if response.status_code == 403:
        return True
    target = response.headers.get("Location", "")
    return response.status_code == 302 and target.startswith(reverse("admin:login"))


def admin_address(name: str) -> str:
    """Return an address in the admin; the arguments need not exist."""
    for arguments in ([], ["1"], ["1", "1"], ["account"]):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(name)
