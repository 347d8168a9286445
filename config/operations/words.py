"""Spans of time as people say them."""

from datetime import timedelta


def span(length: timedelta) -> str:
    """The two largest parts at most: "40 秒", "12 分钟", "3 小时 5 分钟", "2 天 4 小时"."""
    whole = int(length.total_seconds())
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分钟")]
    said = [f"{count} {unit}" for count, unit in parts if count]
    if not said:
        return f"{seconds} 秒"
    return " ".join(said[: 2 if days or hours else 1])
