"""From how people write a place to the region it means: 东胜区交通街道, 内蒙古鄂尔多斯东胜, 150602001."""

from collections.abc import Iterable

from clients.identity import visible
from people.models import Level, Region

_KINDS = (
    "街道办事处",
    "街道",
    "自治区",
    "自治州",
    "地区",
    "苏木",
    "省",
    "市",
    "盟",
    "州",
    "区",
    "旗",
    "县",
    "镇",
    "乡",
)
SHORTEST = 2


class Places:
    """A set of regions that can be found by code, full name, or any end of it that means only one of them."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code: dict[str, Region] = {}
        self._by_name: dict[str, Region | None] = {}
        regions = list(regions)
        names = {region.code: region.name for region in regions}
        for region in regions:
            self._by_code[region.code] = region
            for name in _spellings(region, names):
                # Two regions of one name: the name alone says nothing.
                self._by_name[name] = None if self._by_name.get(name, region) is not region else region
        for region in regions:
            self._by_name[region.full_name] = region
        self._longest = max(map(len, self._by_name), default=0)

    def find(self, text: str) -> Region | None:
        """The region that ``text`` names or begins with (a house number may follow); None if none or several do."""
        plain = "".join(visible(text).split()).replace("-", "")
        if plain.isascii() and plain.isdigit():
            return self._by_code.get(plain) or self._by_code.get(plain.rstrip("0"))
        for length in range(min(len(plain), self._longest), SHORTEST - 1, -1):
            if plain[:length] in self._by_name:
                return self._by_name[plain[:length]]
        return None

    def knows_code(self, code: str) -> bool:
        return code in self._by_code


def _spellings(region: Region, names: dict[str, str]) -> set[str]:
    """Full name, and each end of the chain of names above it, with and without the last kind word."""
    chain = [
        names[region.code[:length]]
        for length in Level.values
        if length <= len(region.code) and region.code[:length] in names
    ]
    ends = {"".join(chain[start:]) for start in range(len(chain))} | {region.full_name, region.name}
    # 市辖区 stands for the city above it and is never written.
    ends |= {end.replace("市辖区", "") for end in ends}
    return {end for end in ends if len(end) >= SHORTEST} | {_without_kinds(chain)}


def _without_kinds(chain: list[str]) -> str:
    short = []
    for name in chain:
        kind = next((kind for kind in _KINDS if name.endswith(kind) and len(name) - len(kind) >= SHORTEST), "")
        short.append(name.removesuffix(kind))
    return "".join(short)
