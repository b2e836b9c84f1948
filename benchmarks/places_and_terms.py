"""Where generated cluster organisations are, and the terms that generated records use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TERMS: Mapping[str, Sequence[str]] = {
    "categories": (
        "market-intelligence", "matchmaking", "project-development", "technology-transfer",
        "innovation-vouchers", "strategic-collaboration", "strategy",
    ),
    "industries": (
        "advanced-packaging", "biopharmaceuticals", "blue-growth-industries", "creative-industries",
        "digital-industries", "environmental-industries", "experience-industries", "logistical-services",
        "medical-devices", "mobility-technologies",
    ),
    "sectors": (
        "food", "packaging", "virtual-engineering", "chemistry", "environmental-technology", "cleantech",
        "water", "energy", "renewable-energy", "mechanical-engineering", "plant-engineering",
        "agricultural-machinery", "mechatronics", "intelligent-technical-systems", "production", "automotive",
        "commercial-vehicles", "aerospace", "logistics", "ict", "electronics", "semiconductors", "sensors",
        "photonics", "lighting", "life-sciences", "health", "medical-technology",
        "bio-based-materials", "plastics", "wood", "textile", "building-and-construction", "sports",
        "creative-sector", "business-services", "cross-sectoral",
    ),
    "competences": (
        "packaging-technology", "smart-packaging", "food-processing", "sensor-technology", "water-monitoring",
        "water-treatment", "waste-recycling", "energy-from-waste-and-biomass", "materials-flow-management",
        "energy-efficiency", "simulation", "visualisation", "virtual-reality", "computer-aided-engineering",
        "product-lifecycle-management", "data-infrastructure", "mechatronic-systems", "self-optimisation",
        "human-machine-interaction", "intelligent-networking", "systems-engineering", "photonics-and-optics",
        "imaging", "plastics-processing", "wood-based-materials", "bio-based-materials-processing",
        "chemical-products-and-processes", "automotive-components", "lightweight-engineering",
        "additive-manufacturing",
    ),
}  # fmt: skip
"""Ids of terms by vocabulary, the ones used most first. A generated hub brings its own vocabularies, so that the terms that
come with the package can change without the hub changing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of a cluster organisation: NUTS code and position."""

    name: str
    country: str
    region: str
    lat: float
    lon: float


PLACES = (
    Place("Augsburg", "DE", "DE27", 48.37, 10.90), Place("Hamburg", "DE", "DE60", 53.55, 9.99),
    Place("Stuttgart", "DE", "DE11", 48.78, 9.18), Place("Dresden", "DE", "DED2", 51.05, 13.74),
    Place("Linz", "AT", "AT31", 48.31, 14.29), Place("Graz", "AT", "AT22", 47.07, 15.44),
    Place("Vienna", "AT", "AT13", 48.21, 16.37), Place("Lyon", "FR", "FRK2", 45.76, 4.84),
    Place("Marseille", "FR", "FRL0", 43.30, 5.37), Place("Toulouse", "FR", "FRJ2", 43.60, 1.44),
    Place("Bilbao", "ES", "ES21", 43.26, -2.93), Place("Barcelona", "ES", "ES51", 41.39, 2.17),
    Place("Milan", "IT", "ITC4", 45.46, 9.19), Place("Turin", "IT", "ITC1", 45.07, 7.69),
    Place("Bologna", "IT", "ITH5", 44.49, 11.34), Place("Warsaw", "PL", "PL91", 52.23, 21.01),
    Place("Kraków", "PL", "PL21", 50.06, 19.94), Place("Copenhagen", "DK", "DK01", 55.68, 12.57),
    Place("Aarhus", "DK", "DK04", 56.16, 10.20), Place("Lund", "SE", "SE22", 55.70, 13.19),
    Place("Gothenburg", "SE", "SE23", 57.71, 11.97), Place("Oslo", "NO", "NO08", 59.91, 10.75),
    Place("Helsinki", "FI", "FI1B", 60.17, 24.94), Place("Eindhoven", "NL", "NL41", 51.44, 5.48),
    Place("Ghent", "BE", "BE23", 51.05, 3.72), Place("Brno", "CZ", "CZ06", 49.20, 16.61),
    Place("Ljubljana", "SI", "SI04", 46.06, 14.51), Place("Budapest", "HU", "HU11", 47.50, 19.04),
    Place("Porto", "PT", "PT11", 41.15, -8.61), Place("Athens", "GR", "EL30", 37.98, 23.73),
    Place("Sofia", "BG", "BG41", 42.70, 23.32), Place("Cluj", "RO", "RO11", 46.77, 23.60),
)  # fmt: skip
