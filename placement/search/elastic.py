"""Elasticsearch as a search engine, over the same tokens and the same facet values as the database's.

Text comes cut by ``documents``, in fields that are parted at blanks alone, so that no analyzer of the engine has a say
in what a word is.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from elasticsearch.dsl import (
    Boolean,
    Date,
    Document,
    Double,
    FacetedSearch,
    GeoPoint,
    Keyword,
    Long,
    Q,
    TermsFacet,
    Text,
)
from elasticsearch.dsl.faceted_search import Facet

from employers.models import Vacancy
from employers.models.vacancy import FRESH_DAYS
from people.models import Region
from people.scope import code_range
from placement.datum import as_wgs84
from placement.posts import card_of
from placement.search.client import alias, asking
from placement.search.documents import body_words, demands, is_beginning, title_words
from placement.search.engine import Asked, Found
from placement.search.facets import FACETS, STATE

# So near counts fully; at FAR more the relevance has halved.
NEAR, FAR = "5km", "25km"
TITLE_BOOST = 5
# More values than any facet has.
ALL_VALUES = 2000
_BEGIN, _END = "\ue000", "\ue001"


class VacancyDocument(Document):
    """One vacancy in the index. Its id is the vacancy's, its version that of ``versions``."""

    number = Long()
    title_words = Text(analyzer="whitespace")
    body_words = Text(analyzer="whitespace")
    region = Keyword()
    kept = Keyword()
    published = Boolean()
    full = Boolean()
    refreshed_on = Date(format="yyyy-MM-dd")
    wage_top = Double()
    place = GeoPoint()
    district = Keyword()
    group = Keyword()
    wage = Keyword()
    shift = Keyword()
    feature = Keyword()
    offer = Keyword()

    class Index:
        name = "vacancies"
        settings = {  # noqa: RUF012 - elasticsearch.dsl reads it so
            # One shard counts exactly. Deleted ids are remembered for an hour, so that no late writer brings one back.
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "gc_deletes": "1h",
            "max_result_window": 100_000,
        }

    class Meta:
        dynamic = "strict"


def document_of(vacancy: Vacancy) -> dict[str, Any]:
    """What the index holds of a vacancy; its firm, the firm's region and its own should be at hand."""
    card = card_of(vacancy)
    point = as_wgs84(vacancy.longitude, vacancy.latitude, vacancy.datum) or point_of(card.region)
    values: dict[str, Any] = {facet.name: sorted(set(map(str, facet.values(card)))) for facet in FACETS}
    document = VacancyDocument(
        number=card.id,
        title_words=" ".join(title_words(vacancy)),
        body_words=" ".join(body_words(vacancy)),
        region=card.region,
        kept=card.kept,
        published=card.is_published,
        full=card.places is not None and card.places <= 0,
        refreshed_on=card.refreshed_on.isoformat() if card.refreshed_on else None,
        wage_top=float(card.wage_top),
        place={"lon": point[0], "lat": point[1]} if point else None,
        **values,
    )
    return document.to_dict()


@lru_cache(maxsize=10_000)
def point_of(code: str) -> tuple[float, float] | None:
    """Where a region lies, (longitude, latitude) in degrees, by its own coordinates or those of the next one above."""
    above = [code[:length] for length in (12, 9, 6, 4) if len(code) >= length]
    known = Region.objects.current().filter(code__in=above).exclude(longitude=None)
    region = known.order_by("-level").first()
    if region is None or region.longitude is None or region.latitude is None:
        return None
    return region.longitude, region.latitude


class StateFacet(Facet):
    """在招、超过 30 天没确认、不在招、全部: by the day, so it cannot stand in the index."""

    agg_type = "filters"

    def __init__(self, as_of: date) -> None:
        published = Q("term", published=True)
        self._states = {
            "all": Q("match_all"),
            "on": published,
            "off": ~published,
            "stale": published & _stale(as_of),
        }
        super().__init__(filters=self._states)

    def get_value_filter(self, filter_value: Any) -> Any:
        return self._states.get(filter_value, Q("match_none"))


class VacancySearch(FacetedSearch):
    """One ``Asked`` as a request: what may be seen, what is demanded, counts with and without the choices."""

    doc_types = [VacancyDocument]  # noqa: RUF012 - elasticsearch.dsl reads it so
    fields = ("title_words", "body_words")

    def __init__(self, asked: Asked, client: Any, *, taking: bool | None = None) -> None:
        """``taking`` leaves those alone that take somebody on the day, or those that do not."""
        self.index, self.using, self.asked, self.taking = alias(), client, asked, taking
        self.facets = {facet.name: TermsFacet(field=facet.name, size=ALL_VALUES) for facet in FACETS}
        self.facets[STATE] = StateFacet(asked.as_of)
        self.demanded = demands(asked.words)
        by_words = bool(self.demanded) and asked.sort in ("words", "open")
        self.home = point_of(asked.home) if by_words and asked.home else None
        sort = _SORTS["words" if by_words else "wage" if asked.sort == "wage" else "new"]
        super().__init__(self._wanted(), {name: sorted(values) for name, values in asked.chosen.items()}, sort)

    def _wanted(self) -> Any:
        asked = self.asked
        low, high = code_range(asked.city)
        wanted = Q("bool", filter=[Q("range", region={"gte": low, "lte": high}), _visible(asked)])
        if self.taking is not None:
            takes = Q("term", published=True) & ~_stale(asked.as_of) & Q("term", full=False)
            wanted &= Q("bool", filter=[takes if self.taking else ~takes])
        for token in dict.fromkeys(token for group in self.demanded for token in group):
            wanted &= _holds(token)
        if self.home:
            origin = {"lon": self.home[0], "lat": self.home[1]}
            decay = {"origin": origin, "offset": NEAR, "scale": FAR, "decay": 0.5}
            wanted = Q("function_score", query=wanted, functions=[{"gauss": {"place": decay}}], boost_mode="multiply")
        return wanted

    def query(self, search: Any, query: Any) -> Any:
        return search.query(query).source(False).extra(track_total_hits=True)

    def highlight(self, search: Any) -> Any:
        if not self.demanded:
            return search
        options = {"pre_tags": [_BEGIN], "post_tags": [_END], "number_of_fragments": 20, "fragment_size": 12}
        return search.highlight(*self.fields, **options)

    def aggregate(self, search: Any) -> None:
        super().aggregate(search)
        for name, facet in self.facets.items():
            search.aggs.bucket(f"all_{name}", facet.get_aggregation())


class ElasticEngine:
    """Raises Away where the engine does not answer, and NotBuilt where it has no index of ours."""

    def search(self, asked: Asked) -> Found:
        with asking() as client:
            if asked.sort != "open":
                return _answer(VacancySearch(asked, client))
            open_ones = _answer(VacancySearch(asked, client, taking=True))
            rest = replace(
                asked, start=max(asked.start - open_ones.total, 0), size=max(asked.size - len(open_ones.ids), 0)
            )
            return _joined(open_ones, _answer(VacancySearch(rest, client, taking=False)))


def _answer(request: VacancySearch) -> Found:
    asked = request.asked
    answer: Any = request[asked.start : asked.start + asked.size].execute()
    counted = {name: answer.aggregations[f"_filter_{name}"] for name in request.facets}
    return Found(
        ids=[int(hit.meta.id) for hit in answer],
        total=answer.hits.total.value,
        counts={name: _counts(bucket[name]) for name, bucket in counted.items()},
        without={name: bucket.doc_count for name, bucket in counted.items()},
        all={name: _counts(answer.aggregations[f"all_{name}"]) for name in request.facets},
        marks={int(hit.meta.id): _marked(hit) for hit in answer} if request.demanded else {},
    )


def _joined(first: Found, second: Found) -> Found:
    """Two answers that have nothing in common, one behind the other."""
    return Found(
        ids=[*first.ids, *second.ids],
        total=first.total + second.total,
        counts={name: first.counts[name] + second.counts[name] for name in first.counts},
        without={name: first.without[name] + second.without[name] for name in first.without},
        all={name: first.all[name] + second.all[name] for name in first.all},
        marks={**first.marks, **second.marks},
    )


_SORTS: dict[str, tuple] = {
    "words": ("_score", {"number": "asc"}),
    "new": ({"refreshed_on": {"order": "desc", "missing": "_last"}}, {"number": "desc"}),
    "wage": ({"wage_top": "desc"}, {"number": "asc"}),
}


def _visible(asked: Asked) -> Any:
    published = Q("term", published=True)
    return published | Q("prefix", kept=asked.kept) if asked.kept else published


def _stale(as_of: date) -> Any:
    return Q("range", refreshed_on={"lt": (as_of - timedelta(days=FRESH_DAYS)).isoformat()})


def _holds(token: str) -> Any:
    kind = "prefix" if is_beginning(token) else "term"
    title = {"value": token, "boost": TITLE_BOOST}
    return Q(kind, title_words=title) | Q(kind, body_words={"value": token})


def _counts(bucket: Any) -> Counter[str]:
    """Of a bucket of terms or of named filters; what occurs nowhere is left out."""
    held = bucket.to_dict()["buckets"]
    pairs = held.items() if isinstance(held, dict) else ((one["key"], one) for one in held)
    return Counter({value: one["doc_count"] for value, one in pairs if one["doc_count"]})


def _marked(hit: Any) -> tuple[str, ...]:
    """The tokens between the marks of the highlighter, each once."""
    fields = hit.meta.to_dict().get("highlight", {})
    fragments = [text for field in dict(fields).values() for text in field]
    parts = (part.partition(_END)[0] for text in fragments for part in text.split(_BEGIN)[1:])
    return tuple(dict.fromkeys(parts))
