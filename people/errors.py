"""The one way a service says no."""


class Refused(Exception):
    """What was asked cannot be done. Both texts are Chinese, for the screen, and carry no personal data.

    ``next_step`` says what the person can do about it; empty only where the message already does.
    """

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message, next_step)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message}{self.next_step}"
