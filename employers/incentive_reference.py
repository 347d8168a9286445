"""The catalogue of incentives as people look it up, made from the declarations: the list of the command, and the
reference in docs/incentives.md."""

from employers.incentives.catalogue import INCENTIVES
from employers.incentives.incentive import Incentive


def listing() -> str:
    """Codes with what they mean, for who writes a file of cases."""
    return "\n\n".join(map(_listed, INCENTIVES))


def _listed(incentive: Incentive) -> str:
    lines = [f"{incentive.code}  {incentive.name}", f"  结果：{incentive.amount_is}"]
    lines += [f"  facts.{fact.code}  {fact.text}" for fact in incentive.facts]
    lines += [f"  parameters.{one.code}  {one.text}（{one.unit}）" for one in incentive.parameters]
    return "\n".join(lines)
