"""From how an advertisement writes a place to the region it means: 东胜, 东胜区, 鄂尔多斯-康巴什区, 阿勒腾席热镇."""

from collections.abc import Iterable

from employers.adverts.place import Place
from people.models import Region

_ENDINGS = ("街道办事处", "街道", "苏木", "区", "旗", "县", "市", "镇", "乡", "盟")


class Places:
    """A city's regions by name. A name that two of them share finds neither."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_name: dict[str, Region | None] = {}
        for region in regions:
            for name in {region.name, _bare(region.name), region.full_name, region.code}:
                self._by_name[name] = None if self._by_name.get(name, region) is not region else region

    def find(self, place: Place) -> Region | None:
        """The region that the cells name, the district before the city; None if they name none or an unknown one."""
        for words in (place.district, place.city):
            plain = words.replace(" ", "")
            for name in (plain, _bare(plain)):
                if name and self._by_name.get(name):
                    return self._by_name[name]
            if plain:
                inside = [
                    region for name, region in self._by_name.items() if region and len(name) > 2 and name in plain
                ]
                if inside:
                    return max(inside, key=lambda region: (region.level, region.code))
                return None
        return None


def _bare(name: str) -> str:
    """东胜区 as people say it: 东胜. A name of two characters keeps its ending."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name
