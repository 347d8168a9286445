"""``python -m config.healthcheck``: whether the site on this machine answers; for containers. Loads no Django."""

import os
import sys
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:8000/healthz"


def answers(address: str = ADDRESS) -> bool:
    """Whether it answers 200 under the first name of GUIHANG_HOSTS: under a strange one it would refuse to."""
    host = os.environ.get("GUIHANG_HOSTS", "localhost").split(",")[0].strip().lstrip(".") or "localhost"
    asked = urllib.request.Request(address, headers={"Host": "localhost" if host == "*" else host})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=4) as answer:  # noqa: S310 - our own address
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not answers())
