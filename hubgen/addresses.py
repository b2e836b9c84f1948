"""Addresses on the web and mailboxes: what may be published, and how an address is dated."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from .dates import When
from .declaring import Part, fault, field
from .texts import Text

SAFE_SCHEMES = ("http", "https", "mailto")
_MAILBOX = re.compile(r"[^\s@<>\"'(),:;\[\]\\]+@[^\s@<>\"'(),:;\[\]\\]+\.[^\s@<>\"'(),:;\[\]\\.]+")


def address_fault(url: str) -> tuple[str, str, str] | None:
    """Code, message and hint for an address that must not be published, or None.

    Only http, https and mailto are let through; blanks, characters nobody sees and credentials are not.
    """
    shown = url[:80] if url.isprintable() else "".join(c if c.isprintable() else "?" for c in url)[:80]
    if not url.isprintable() or re.search(r"[ <>\"\\^`{|}]", url):
        return "HG207", *_forbidden(url, shown)
    scheme, colon, rest = url.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) or _is_port(scheme, rest):
        if re.fullmatch(r"[^/@]+@[^/@]+", shown):
            return (
                "HG208",
                f'"{shown}" is a mailbox, not an address on the web.',
                "write it under contact, where the kind has it",
            )
        return "HG208", f'"{shown}" does not say how to reach it.', f"write https://{shown.strip('/').rstrip('.')}"
    if scheme.lower() not in SAFE_SCHEMES:
        return "HG207", f'"{scheme}:" is not an address the hub publishes.', "use http, https or mailto"
    if scheme.lower() == "mailto":
        return (
            None
            if _MAILBOX.fullmatch(rest.partition("?")[0])
            else ("HG208", f'"{shown}" names no mailbox.', "write mailto:office@example.eu")
        )
    return _web_fault(url, shown)


def _forbidden(url: str, shown: str) -> tuple[str, str]:
    """Message and hint for an address with a character that none may hold."""
    inside = url.strip(' <>"`')
    if inside != url and not address_fault(inside):
        return f'"{shown}" is more than an address.', f"write {inside[:80]}"
    if " " in url and url.isprintable():
        return f'"{shown}" holds a blank, which no address does.', "take the blank away, or write %20 for it"
    return f'"{shown}" holds a blank or a character that no address may hold.', "percent-encode it"


def _is_port(host: str, rest: str) -> bool:
    """Whether what looks like a scheme is a host with a port: `example.eu:8080`."""
    return bool(("." in host or host == "localhost") and re.fullmatch(r"\d+(/.*)?", rest))


def _web_fault(url: str, shown: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "HG208", f'"{shown}" is not an address.', "check the part after //"
    if not host or "." not in host.strip("."):
        return "HG208", f'"{shown}" names no host.', "write https:// and the name of the site"
    if parts.username is not None or parts.password is not None:
        return "HG207", f'"{shown}" carries a user name or password.', "leave out what stands before the @"
    if url.endswith("."):
        return "HG208", f'"{shown}" ends in a full stop that is not part of it.', f"write {shown.rstrip('.')}"
    return None


def _url(text: str) -> str:
    if found := address_fault(text):
        whole = text.rstrip(".")
        raise fault(*found, whole if whole != text and not address_fault(whole) else "")
    return text


Url = Annotated[Text, AfterValidator(_url)]


class Address(Part):
    """An address with the date it was seen and whether it still answers."""

    url: Url = field("Address", "http, https or mailto.")
    as_of: When | None = field("As of", "When the address was given or last checked.", None)
    state: Literal["live", "unknown", "dead"] = field(
        "State", "live is a link; unknown and dead are shown as text with a link to a web archive.", "live"
    )


def _as_url(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


DatedAddress = Annotated[Address, BeforeValidator(_as_url, json_schema_input_type=str | Address)]
"""A plain URL, which is live, or `{url, as_of, state}`."""


def _mailbox(text: str) -> str:
    address = text.removeprefix("mailto:")
    if not (_MAILBOX.fullmatch(address) and address.isprintable()):
        raise fault(
            "HG208", f'"{text[:60]}" is not an e-mail address.', "write a role address such as office@example.eu"
        )
    return address


Mailbox = Annotated[Text, AfterValidator(_mailbox)]
