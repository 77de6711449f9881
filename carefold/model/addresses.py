"""Web and mail addresses: what is refused, and how one is written into a PDF (ASCII: RFC 3986, RFC 3987, RFC 6068)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urlsplit

from carefold.model import phones

_SIGN = r"[^\s@<>,;:\"()\[\]]"
MAIL = rf"(?!\.|[^@]*\.[.@]|[^@]{{65}}){_SIGN}+@{_SIGN}+\.(?:(?!\.){_SIGN})+"
"""A mail address, and nothing else (RFC 5321: 64 characters before the @, no dots at its ends or side by side)."""
MAIL_IN_TEXT = r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+"
"""What looks like a mail address among other words."""
_KEPT = "/:;().,-_~!$&'*+=@?"
_ASCII_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")
_LATIN_LOOKS = frozenset("асеорхуѕіјһԁԛԝӏкмтвнгпилѵοαρυνικτγωσ")
"""Small letters of Cyrillic and Greek that a reader takes for Latin ones."""
_TOGETHER = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def as_uri(address: str) -> str:
    """An address in ASCII: a host in punycode, all else percent-encoded; a phone's number as it is dialled.

    ValueError, with a hint, for one that can't be safely followed.
    """
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return f"mailto:{mailbox(rest)}"
    if scheme.lower() == "tel":
        return phones.tel(rest)
    if scheme.lower() == "sms":
        return phones.sms(rest)
    if scheme.lower() != "https":
        return address
    parts = _split(address)
    host = host_in_ascii(parts.hostname or "")
    port = f":{parts.port}" if parts.port is not None else ""
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return f"https://{host}{port}{_encoded(parts.path)}{query}{fragment}"


def mailbox(written: str) -> str:
    """A bare mail address in ASCII; ValueError for several, for one with headers such as bcc, and for none."""
    written = unquote(written)
    if "?" in written or "&" in written:
        raise ValueError("a mail link takes an address and nothing else. Hint: leave out what follows the `?`.")
    name, at, host = written.rpartition("@")
    if not at or not name or "." not in host or re.search(r"[\s@<>,;:\"()\[\]\\]", name):
        raise ValueError("this is no e-mail address. Hint: write it like hello@clinic.example.")
    return f"{quote(unicodedata.normalize('NFC', name), safe=_MAIL_KEPT)}@{host_in_ascii(host)}"


_MAIL_KEPT = "!$'*+-._~"


def host_in_ascii(host: str) -> str:
    """A host's name as computers look it up: clínica.example is xn--clnica-4va.example (RFC 3492, RFC 5891).

    ValueError for none, for signs that no name has, and for letters of one script that pass for those of another.
    """
    if host.startswith("[") or ":" in host:
        return f"[{host.strip('[]')}]"
    labels = unicodedata.normalize("NFKC", host).lower().replace("。", ".").removesuffix(".").split(".")
    return ".".join(map(_label, labels))


def _label(label: str) -> str:
    if label.isascii():
        if not _ASCII_LABEL.fullmatch(label):
            raise _bad_host()
        if not label.startswith("xn--"):
            return label
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            raise _bad_host() from None
    if any(unicodedata.category(sign)[0] not in "LMN" and sign not in "-·" for sign in label):
        raise _bad_host()
    scripts = {unicodedata.name(sign, "").split()[0] for sign in label if sign.isalpha()}
    if (len(scripts) > 1 and scripts - _TOGETHER) or all(sign in _LATIN_LOOKS or not sign.isalpha() for sign in label):
        message = "its name has letters that only look like others, as false addresses do."
        raise ValueError(f"{message} Hint: type the address anew.")
    made = "xn--" + unicodedata.normalize("NFC", label).encode("punycode").decode("ascii")
    if len(made) > 63:
        raise _bad_host()
    return made


def _bad_host() -> ValueError:
    return ValueError("the name of its site can't be right. Hint: write it like https://clinic.example/page.")


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise _bad_host() from None
    if "@" in parts.netloc:
        raise ValueError("a name or password stands before an @ in it. Hint: leave out all up to the @.")
    if not parts.hostname or "%" in parts.netloc or "\\" in address:
        raise _bad_host()
    return parts


def _encoded(part: str) -> str:
    """Percent-encoded as UTF-8; what is encoded already stays, a lone % does not."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe=_KEPT + "%"))
