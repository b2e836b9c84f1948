"""Facets: one name for what several kinds are found by, values in one form, words for both."""

from __future__ import annotations

from hubgen.pages.facets import Facets
from hubgen.pages.view import Site
from hubgen.words import load

from .checking import checked


def facets(files: dict[str, str] | None = None) -> tuple[Facets, Site]:
    hub = checked(files or {}).hub
    site = Site(hub, lambda name: "", load())
    return Facets(site, load()), site


def test_values_of_all_kinds_are_found_under_the_name_of_their_vocabulary() -> None:
    found, site = facets()
    practice = found.of(site.hub.records["cases/roadmapping-to-partnership"])
    cluster = found.of(site.hub.records["clusters/foodregio"])

    assert practice["kind"] == ("cases",)
    assert practice["countries"] == ("de", "se")
    assert practice["categories"] == ("market-intelligence",)
    assert cluster["kind"] == ("clusters",)
    assert cluster["countries"] == ("de",)
    assert "sectors" in cluster
    assert found.label("countries", "se") == "Sweden"
    assert found.label("kind", "clusters") == "Cluster organisations"
    assert found.label("categories", "market-intelligence") == "Market intelligence"


def test_dates_are_years_and_every_facet_has_a_title() -> None:
    found, site = facets()
    values = [found.of(entry) for entry in site.hub.records.values()]
    years = [year for one in values for year in one.get("year", ())]

    assert years
    assert all(len(year) == 4 and year.isdigit() for year in years)
    names = {name for one in values for name in one}
    assert {name: found.title(name) for name in ("kind", "countries", "year", "sectors", "categories")} == {
        "kind": "Kind",
        "countries": "Country",
        "year": "Year",
        "sectors": "Sector",
        "categories": "Service category",
    }
    assert all(found.title(name)[0].isupper() for name in names)


def test_the_order_is_the_vocabularys_or_the_kinds() -> None:
    found, site = facets()

    assert list(found.order("kind")) == [kind.folder for kind in site.hub.kinds]
    assert found.order("categories")["market-intelligence"] < found.order("categories")["matchmaking"]
    assert found.order("year") == {}
