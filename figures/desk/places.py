"""What a region and the places below it are called in a sentence."""

from people.models import Level, Region

BELOW = {Level.PROVINCE: "盟市", Level.CITY: "旗区", Level.COUNTY: "街道", Level.STREET: "社区"}
_ENDS = ("自治区", "街道", "苏木", "省", "市", "区", "旗", "县", "镇", "乡")


def whole_of(region: Region) -> str:
    """全市, 全旗, 全街道: the region as the whole of what lies below it; by its name where it has no such end."""
    return next((f"全{end}" for end in _ENDS if region.name.endswith(end)), region.name)


def below(region: Region) -> str:
    """旗区, 街道, 社区: what the places below are called; empty where there are none."""
    return BELOW.get(Level(region.level), "")
