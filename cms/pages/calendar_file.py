"""A fair as an .ics file (RFC 5545), for the calendar of a telephone."""

from datetime import UTC, datetime

from employers.fairs import PublicFair

# Bytes of a line without its end; what is longer goes on in the next, after a space.
LONGEST = 75


def calendar_file(fair: PublicFair, href: str, now: datetime) -> bytes:
    """One event, with the address of its page."""
    told = f"{fair.words}\n咨询：{fair.contact}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//jiuye//fairs//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{fair.uid}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(fair.starts_at)}",
        f"DTEND:{_utc(fair.ends_at)}",
        f"SUMMARY:{_text(fair.title)}",
        f"LOCATION:{_text(fair.place)}",
        f"DESCRIPTION:{_text(told.strip())}",
        f"URL:{href}",
        f"STATUS:{'CANCELLED' if fair.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """As a value may stand in a line."""
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> bytes:
    """Cut between characters, never within one."""
    parts, room = [b""], LONGEST
    for character in line:
        code = character.encode()
        if len(parts[-1]) + len(code) > room:
            parts.append(b" ")
        parts[-1] += code
    return b"\r\n".join(parts) + b"\r\n"
