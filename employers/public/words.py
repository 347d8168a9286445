"""What no public page says: the one list of words that tell whom the platform serves, for whoever writes one."""

from employers.adverts.for_firms import telling_word

__all__ = ["telling_word"]
