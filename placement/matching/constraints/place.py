"""Where the work is: within the districts and the radius that the seeker accepts."""

import numpy as np

from law.truth import Truth
from placement.matching.constraints.constraint import Constraint, Pair, Reason
from placement.matching.pool import NO, UNKNOWN, YES, PostColumns, SeekerColumns, point, region_within

EARTH_KM = 6371.0088


def distance_km(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Great-circle distance between unit vectors (n, 3) and (m, 3): float64 (n, m), NaN where one is unknown.

    The chord turned into the arc by its series, good to 5 m within 1,000 km. Only sums, products and square roots,
    which are exact to the last bit however an array is cut into blocks; sines of whole arrays are not.
    """
    square = np.zeros((len(a), len(b)))
    for axis in range(3):
        step = a[:, None, axis] - b[None, :, axis]
        square += step * step
    return np.asarray(EARTH_KM * np.sqrt(square) * (1 + square * (1 / 24 + square * (3 / 640 + square * 5 / 7168))))


class Reachable(Constraint):
    """In one of the districts accepted, and no farther than the radius; what was not stated is no limit, but
    somebody who stated neither is asked."""

    code, label = "place", "工作地点"

    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        within = seekers.districts[:, posts.region]
        limited = ~np.isnan(seekers.radius)
        if limited.any():
            km = distance_km(seekers.points[limited], posts.points)
            near = np.where(np.isnan(km), UNKNOWN, np.where(km <= seekers.radius[limited, None], YES, NO))
            named = np.array([bool(s.districts) for s in seekers.seekers], bool)[limited]
            within[limited] = np.where(named[:, None], np.minimum(within[limited], near), near)
        return within

    def reason(self, pair: Pair, truth: Truth) -> Reason:
        seeker, post = pair.seeker, pair.post
        if not seeker.districts and seeker.radius_km is None:
            return self.says(truth, "可接受的工作地点未记录。", "你想在哪些地方上班？", "client.districts")
        km = distance_between(pair)
        far = km is not None and seeker.radius_km is not None and km > seeker.radius_km
        if truth is Truth.YES:
            return self.says(truth, "在可接受的地点内" + (f"，直线距离{km:.1f}公里。" if km is not None else "。"))
        if truth is Truth.UNKNOWN:
            at_home = seeker.radius_km is not None and (seeker.longitude is None or seeker.latitude is None)
            missing = "client.position" if at_home else "vacancy.place"
            return self.says(truth, "距离无法核对：住址或岗位的位置不够具体。", "工作地点要再问清楚。", missing)
        if far:
            assert km is not None
            assert seeker.radius_km is not None
            text = f"直线距离{km:.1f}公里，超过可接受的{seeker.radius_km:g}公里。"
            return self.says(truth, text, gap=min(1.0, (km - seeker.radius_km) / max(seeker.radius_km, 1.0)))
        assert seeker.districts
        assert post.region is not None
        elsewhere = all(region_within(post.region, d) is Truth.NO for d in seeker.districts)
        return self.says(truth, "工作地点不在可接受的区域内。" if elsewhere else "工作地点不合适。", gap=0.75)


def distance_between(pair: Pair) -> float | None:
    """Kilometres as the crow flies, None where a position is unknown."""
    a = np.array([point(pair.seeker.longitude, pair.seeker.latitude)])
    b = np.array([point(pair.post.longitude, pair.post.latitude)])
    km = float(distance_km(a, b)[0, 0])
    return None if np.isnan(km) else km
