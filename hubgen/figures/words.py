"""The English words of the figures, by key: what a translation replaces.

Keys are `<figure>.<place>`; `category.<id>` is a service category's name, `.aim` its place in the chain, `.question`
the question it answers and `.icon` the name of its icon. `.points` are lines. A soft hyphen says where a word
may break.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CATEGORIES = (
    "market-intelligence",
    "matchmaking",
    "project-development",
    "technology-transfer",
    "innovation-vouchers",
    "strategic-collaboration",
)
"""The ids of the service categories in the order of the chain (report, section 3)."""

_CATEGORIES = {
    "category.market-intelligence": "Market intelligence",
    "category.market-intelligence.aim": "Opportunity",
    "category.market-intelligence.question": "Is there an opportunity for a new market?",
    "category.market-intelligence.icon": "material/radar",
    "category.matchmaking": "Matchmaking",
    "category.matchmaking.aim": "Partners",
    "category.matchmaking.question": "Who are the partners?",
    "category.matchmaking.icon": "material/handshake-outline",
    "category.project-development": "Project development",
    "category.project-development.aim": "Projects",
    "category.project-development.question": "How do ideas become projects?",
    "category.project-development.icon": "material/clipboard-text-outline",
    "category.technology-transfer": "Technology transfer",
    "category.technology-transfer.aim": "Transfer",
    "category.technology-transfer.question": "How is new knowledge shared?",
    "category.technology-transfer.icon": "material/swap-horizontal",
    "category.innovation-vouchers": "Innovation vouchers",
    "category.innovation-vouchers.aim": "Money",
    "category.innovation-vouchers.question": "Where does the money come from?",
    "category.innovation-vouchers.icon": "material/ticket-percent-outline",
    "category.strategic-collaboration": "Strategic cross-cluster collaboration",
    "category.strategic-collaboration.aim": "Lasting collaboration",
    "category.strategic-collaboration.question": "How to reach other sectors for good?",
    "category.strategic-collaboration.icon": "material/hub-outline",
}

_PORTFOLIO = {
    "1.title": "Services that build on one another",
    "1.caption": "Three services in sequence: each takes up what the one before has brought. Drawn anew from figure 1 "
    "of the report, section 2.",
    "1.description": "Three services follow one another. First comes internal member matching: members of the cluster "
    "find each other, and ideas come up. Workshops or thematic events are next: there the ideas are talked through, "
    "and projects come out of them. The third service is to apply for funding for these projects. Taken together, the "
    "services act on the business and on the research and development of the small and medium-sized members. What "
    "counts is how good the services are and how well they fit together; a large number of them is not enough.",
    "1.match": "Internal member matching",
    "1.match.text": "Members of the cluster find each other.",
    "1.match.yield": "ideas",
    "1.meet": "Workshops or thematic events",
    "1.meet.text": "The ideas are talked through in more depth.",
    "1.meet.yield": "projects",
    "1.fund": "Funding applications",
    "1.fund.text": "Money is sought for what has become a project.",
    "1.effect": "Effect on small and medium-sized members",
    "1.effect.text": "On their business, and on their research and development.",
    "1.effect.note": "Quality and combination count, not number alone.",
    "2.title": "The integrated portfolio of it\u2019s owl",
    "2.caption": "Innovation projects and sustainability initiatives belong together, and one team carries both. "
    "Drawn anew from figure 2 of the report, section 2; the size of the team is that of 2014.",
    "2.description": "Two kinds of activity stand side by side. Cross-sectoral innovation projects lead from "
    "mechatronics towards intelligent technical systems. Sustainability initiatives go with them, so that technology "
    "reaches the members of the cluster. Both lead to commercialisation: new products on the world market. All of "
    "this rests on the management of the cluster: in 2014, 14 experts in management and technology. They coordinate "
    "the projects and offer consulting, marketing and technology transfer, so that members make good use of the "
    "results.",
    "2.projects": "Cross-sectoral innovation projects",
    "2.projects.text": "From mechatronics towards intelligent technical systems.",
    "2.initiatives": "Sustain\u00adability initiatives",
    "2.initiatives.text": "So that technology reaches the members.",
    "2.market": "Commercial\u00adisation",
    "2.market.text": "New products on the world market.",
    "2.carries": "carries",
    "2.team": "Management team of 14",
    "2.team.text": "Experts in management and technology (2014). They see to it that members make good use of the "
    "results.",
    "2.task.1": "Coordinates the projects",
    "2.task.2": "Consults",
    "2.task.3": "Markets",
    "2.task.4": "Transfers technology",
    "4.title": "Six categories of services around a new value chain",
    "4.caption": "From the opportunity to lasting collaboration, in the order in which a new value chain needs them. "
    "Drawn anew from figure 4 of the report, section 3.",
    "4.description": "Six categories of services stand around a new value chain, in the order in which it needs them. "
    "One: market intelligence finds the opportunity for a new market. Two: matchmaking finds the partners. Three: "
    "project development turns ideas into projects. Four: technology transfer shares new knowledge. Five: innovation "
    "vouchers bring money. Six: strategic cross-cluster collaboration keeps up the link to other sectors for good. "
    "Combined, they open up new business for small and medium-sized companies.",
    "4.centre": "A new value chain",
    "4.centre.text": "New business for small and medium-sized companies",
}

_PROCESS = {
    "5.title": "From roadmapping to collaboration between clusters",
    "5.caption": "A roadmap shows what will be needed, a look at the region shows what is missing, and a neighbour "
    "has it. The example is foodRegio and Packbridge. Drawn anew from figure 5 of the report, section 3.1.1.",
    "5.description": "Competence mapping asks what the cluster can do today; foresight asks which trends are coming "
    "and which competences they will call for. The two together are roadmapping, which sets the innovation agenda. A "
    "mapping of the actors in the region then shows a gap. In the example, the German food cluster foodRegio has no "
    "competence in smart packaging. The Swedish packaging cluster Packbridge has it, while the food sector is weak "
    "there: the gap in reverse. The two enter a cross-border partnership. It is part of the regional smart "
    "specialisation strategy and supported by public funds. In the end, foodRegio\u2019s members have competence in "
    "smart packaging of their own.",
    "5.mapping": "Competence mapping",
    "5.mapping.text": "What can the cluster do today?",
    "5.foresight": "Foresight",
    "5.foresight.text": "Which trends are coming, and what will they call for?",
    "5.roadmap": "Roadmapping",
    "5.roadmap.text": "Sets the innovation agenda.",
    "5.actors": "Actor mapping",
    "5.actors.text": "Who in the region can do what?",
    "5.gap": "a gap appears",
    "5.frame": "Partner with the reverse gap",
    "5.here": "foodRegio",
    "5.here.text": "food, Germany",
    "5.there": "Packbridge",
    "5.there.text": "packaging, Sweden",
    "5.strength": "strength in",
    "5.gap.in": "gap in",
    "5.here.asset": "food",
    "5.there.asset": "smart packaging",
    "5.partnership": "Cross-border partnership",
    "5.partnership.text": "foodRegio\u2019s members build up smart packaging of their own.",
    "5.partnership.note": "Part of the regional smart specialisation strategy, with public funds.",
    "6.title": "The innovation model of CLEAN: four phases, two gates",
    "6.caption": "From a challenge to a solution under contract; after phases 1 and 2 the board decides whether to go "
    "on. Drawn anew from figure 6 of the report, section 3.3.1, which gives no duration for phases 1 and 4.",
    "6.description": "Phase 1, screening: a problem owner brings a challenge, and CLEAN tests it against four "
    "criteria: there is a global market, Denmark has the competence, the challenge is complex and unsolved, and the "
    "owner is ready to pay and take part. The board of CLEAN decides; if the criteria are not met, the process stops. "
    "Phase 2, innovation platform, about six months: companies, authorities, researchers and experts analyse the "
    "challenge under an independent chair and secretariat. The board decides again; if the challenge is not fit for a "
    "tender, the process stops. Phase 3, tender: after prequalification, three offers are chosen for a competitive "
    "dialogue of a couple of months, in which every answer goes to all three. After the final tender a review "
    "committee chooses the best proposal; the others are paid for their effort. Phase 4, implementation: problem "
    "owner and winner sign a contract, and CLEAN steps out. Taking part is voluntary throughout.",
    "6.screening": "Screening",
    "6.screening.text": "A problem owner brings a challenge. It has to meet four criteria:",
    "6.screening.points": "Global market\nDanish competence\nComplex and unsolved\nOwner ready to pay and take part",
    "6.platform": "Innovation platform",
    "6.platform.time": "about six months",
    "6.platform.text": "The challenge is analysed.",
    "6.platform.points": "Companies, authorities, researchers, experts\nIndependent chair and secretariat",
    "6.tender": "Tender",
    "6.tender.time": "dialogue: a couple of months",
    "6.tender.text": "The best solution is sought.",
    "6.tender.points": "Pre\u00adquali\u00adfi\u00adcation\nThree offers chosen\nDialogue: every answer open to all "
    "three\nFinal tender\nReview committee chooses",
    "6.implementation": "Implemen\u00adtation",
    "6.implementation.text": "Problem owner and winner sign a contract. CLEAN steps out.",
    "6.gate": "The board decides",
    "6.stop": "Stop possible",
    "6.stop.1": "if the criteria are not met",
    "6.stop.2": "if it is not fit for a tender",
    "6.voluntary": "Taking part is voluntary throughout: consortia may withdraw, and the owner need not implement the "
    "solution.",
    "7.title": "Technology transfer in four stages",
    "7.caption": "From a first look at a trade fair to a project made for one company, as it\u2019s owl does it. "
    "Drawn anew from figure 7 of the report, section 3.4.",
    "7.description": "Four stages lead from many companies to one. Stage 1, attention: cluster shows, trade fairs and "
    "information events make companies aware of the cluster. Stage 2, depth: specialist workshops and working groups "
    "explain the topics in a way that is easy to follow. Stage 3, workshop at the company: what the company needs "
    "becomes a concrete task. Stage 4, consultation: a tailored concept for a transfer project is worked out with the "
    "company. Once the application has been successful, the transfer project is carried out.",
    "7.from": "many companies",
    "7.to": "one company",
    "7.attention": "Attention",
    "7.attention.text": "Cluster shows, trade fairs and information events.",
    "7.depth": "Depth",
    "7.depth.text": "Specialist workshops and working groups.",
    "7.workshop": "Workshop at the company",
    "7.workshop.text": "What the company needs becomes a concrete task.",
    "7.consultation": "Consultation",
    "7.consultation.text": "A tailored concept for one transfer project.",
    "7.project": "Transfer project",
    "7.project.text": "Carried out once the application has been successful.",
}

WORDS: Mapping[str, str] = MappingProxyType(
    {"alternative": "This figure in words", **_CATEGORIES, **_PORTFOLIO, **_PROCESS}
)
"""Every word of the figures in English."""
