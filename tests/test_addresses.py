"""Addresses: what is let through, what is not, and where they stand."""

from __future__ import annotations

import pytest

from hubgen.schema import address_fault
from tests.checking import told

SAFE = [
    "https://www.example.eu",
    "http://example.eu/a/b?c=d#e",
    "https://example.eu:8443/",
    "https://example.eu./",
    "https://bücher.example/straße",
    "https://xn--bcher-kva.example/",
    "https://192.0.2.1/",
    "HTTPS://EXAMPLE.EU",
    "mailto:office@example.eu",
    "mailto:office@example.eu?subject=Hello",
]
NO_SCHEME = "does not say how to reach it."
NO_HOST = "names no host."
BLANK = "holds a blank or a character that no address may hold."
SCHEME = "is not an address the hub publishes."
USER = "carries a user name or password."

FAULTS = [
    ("javascript:alert(1)", "HG207", f'"javascript:" {SCHEME}', "use http, https or mailto"),
    ("JaVaScRiPt:alert(1)", "HG207", f'"JaVaScRiPt:" {SCHEME}', "use http, https or mailto"),
    ("javascript:1", "HG207", f'"javascript:" {SCHEME}', "use http, https or mailto"),
    ("data:text/html,x", "HG207", f'"data:" {SCHEME}', "use http, https or mailto"),
    ("vbscript:x", "HG207", f'"vbscript:" {SCHEME}', "use http, https or mailto"),
    ("file:///etc/passwd", "HG207", f'"file:" {SCHEME}', "use http, https or mailto"),
    ("ftp://example.eu", "HG207", f'"ftp:" {SCHEME}', "use http, https or mailto"),
    ("java\nscript:alert(1)", "HG207", f'"java?script:alert(1)" {BLANK}', "percent-encode it"),
    ("\x01javascript:alert(1)", "HG207", f'"?javascript:alert(1)" {BLANK}', "percent-encode it"),
    (
        "https://a b.eu",
        "HG207",
        '"https://a b.eu" holds a blank, which no address does.',
        "take the blank away, or write %20 for it",
    ),
    ("<https://a.eu>", "HG207", '"<https://a.eu>" is more than an address.', "write https://a.eu"),
    ("https://good.eu\\@evil.eu", "HG207", f'"https://good.eu\\@evil.eu" {BLANK}', "percent-encode it"),
    ("https://example.eu/<b>", "HG207", f'"https://example.eu/<b>" {BLANK}', "percent-encode it"),
    ("https://exam\u202eple.eu", "HG207", f'"https://exam?ple.eu" {BLANK}', "percent-encode it"),
    ("https://exam\u00adple.eu", "HG207", f'"https://exam?ple.eu" {BLANK}', "percent-encode it"),
    (
        "http://user:pw@example.eu",
        "HG207",
        f'"http://user:pw@example.eu" {USER}',
        "leave out what stands before the @",
    ),
    ("http://@example.eu", "HG207", f'"http://@example.eu" {USER}', "leave out what stands before the @"),
    ("//evil.example", "HG208", f'"//evil.example" {NO_SCHEME}', "write https://evil.example"),
    ("www.example.eu", "HG208", f'"www.example.eu" {NO_SCHEME}', "write https://www.example.eu"),
    ("www.example.eu.", "HG208", f'"www.example.eu." {NO_SCHEME}', "write https://www.example.eu"),
    ("example.eu:8080/x", "HG208", f'"example.eu:8080/x" {NO_SCHEME}', "write https://example.eu:8080/x"),
    (
        "office@example.eu",
        "HG208",
        '"office@example.eu" is a mailbox, not an address on the web.',
        "write it under contact, where the kind has it",
    ),
    ("https://example", "HG208", f'"https://example" {NO_HOST}', "write https:// and the name of the site"),
    ("https:/example.eu", "HG208", f'"https:/example.eu" {NO_HOST}', "write https:// and the name of the site"),
    ("http://[::1]/", "HG208", f'"http://[::1]/" {NO_HOST}', "write https:// and the name of the site"),
    ("http://[::1", "HG208", '"http://[::1" is not an address.', "check the part after //"),
    ("https://example.eu:99999/", "HG208", '"https://example.eu:99999/" is not an address.', "check the part after //"),
    ("https://ex\uff0fample.eu", "HG208", '"https://ex／ample.eu" is not an address.', "check the part after //"),
    (
        "https://example.eu/x.",
        "HG208",
        '"https://example.eu/x." ends in a full stop that is not part of it.',
        "write https://example.eu/x",
    ),
    ("mailto:@", "HG208", '"mailto:@" names no mailbox.', "write mailto:office@example.eu"),
    ("mailto:javascript:x", "HG208", '"mailto:javascript:x" names no mailbox.', "write mailto:office@example.eu"),
]


@pytest.mark.parametrize("url", SAFE)
def test_a_safe_address_is_let_through(url: str) -> None:
    assert address_fault(url) is None
    assert told(f"website: {url}") == ""


@pytest.mark.parametrize(("url", "code", "message", "hint"), FAULTS, ids=[ascii(fault[0]) for fault in FAULTS])
def test_any_other_is_told_of_with_the_way_out(url: str, code: str, message: str, hint: str) -> None:
    assert address_fault(url) == (code, message, hint)


def test_an_address_is_told_of_where_it_stands() -> None:
    assert told("website: javascript:alert(1)") == (
        f'2:10: error[HG207]: website: "javascript:" {SCHEME}\n  hint: use http, https or mailto'
    )
    assert told("website: {as_of: 2014, url: www.example.eu}") == (
        f'2:29: error[HG208]: website.url: "www.example.eu" {NO_SCHEME}\n  hint: write https://www.example.eu'
    )
    assert told("website: {url: https://example.eu, as_of: soon, state: gone}") == (
        '2:43: error[HG206]: website.as_of: "soon" is not a date.\n'
        "  hint: write 2014, 2014-04, 2014-04-30 or words such as: by end 2014\n"
        '2:56: error[HG204]: website.state: "gone" is not one of its values.\n'
        "  hint: allowed: live, unknown, dead"
    )


@pytest.mark.parametrize("state", ["live", "unknown", "dead"])
def test_an_address_that_is_not_live_must_be_safe_too(state: str) -> None:
    assert "error[HG207]" in told(f"website: {{url: 'javascript:x', state: {state}}}")


@pytest.mark.parametrize("contact", ["office@example.eu", "mailto:office@example.eu", "büro@bücher.example"])
def test_a_contact_is_a_mailbox(contact: str) -> None:
    assert told(f"contact: {contact}") == ""


@pytest.mark.parametrize(
    "contact", ["office@example", "Jane Doe <jane@example.eu>", "office(at)example.eu", "a@b@example.eu"]
)
def test_what_is_no_mailbox_is_told_of(contact: str) -> None:
    assert told(f"contact: {contact}") == (
        f'2:10: error[HG208]: contact: "{contact}" is not an e-mail address.\n'
        "  hint: write a role address such as office@example.eu"
    )


def test_unsafe_addresses_in_a_text_are_told_of_at_each_link() -> None:
    body = (
        "[a](javascript:alert(1)) <javascript:x> ![b](data:x) [c][r]\n\n"
        "| [d](java&#10;script:x) |\n|-|\n| [e](http://u:p@example.eu) |\n\n[r]: vbscript:x\n"
    )

    assert told("", body) == (
        f'10:1: error[HG307]: link: "javascript:" {SCHEME}\n  hint: use http, https or mailto\n'
        f'10:26: error[HG307]: link: "javascript:" {SCHEME}\n  hint: use http, https or mailto\n'
        f'10:41: error[HG307]: link: "data:" {SCHEME}\n  hint: use http, https or mailto\n'
        f'10:54: error[HG307]: link: "vbscript:" {SCHEME}\n  hint: use http, https or mailto\n'
        f'12:3: error[HG307]: link: "java?script:x" {BLANK}\n  hint: percent-encode it\n'
        f'14:3: error[HG307]: link: "http://u:p@example.eu" {USER}\n  hint: leave out what stands before the @'
    )
