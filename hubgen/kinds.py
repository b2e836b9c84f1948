"""The record types: the one place where a type is added.

A kind is one class. Its folder, words, directory page, facets, backlinks, JSON Schema, reference and tests follow from
what it declares here. Each field says what it is called, what it is for and, where it refers to other records, what to
and how the other side names the relation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from .schema import (
    ANY,
    Cells,
    Citations,
    Claims,
    Count,
    Country,
    DatedAddress,
    Day,
    Demands,
    Id,
    Ids,
    Language,
    Location,
    LooseText,
    Mailbox,
    Nuts,
    OneOrMore,
    Part,
    PlaceName,
    Prose,
    Region,
    Requires,
    Text,
    Texts,
    When,
    field,
)


def _titled(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _referred(value: Any) -> Any:
    return {"ref": value} if isinstance(value, str) else value


FigureNumber = Annotated[
    Literal["1", "2", "4", "5", "6", "7"],
    WithJsonSchema({"enum": ["1", "2", "4", "5", "6", "7", 1, 2, 4, 5, 6, 7]}),
]
"""The number of a figure of the report; an editor writes it without quotation marks."""


class Record(BaseModel):
    """What every record has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: ClassVar[str] = ""
    """Where the records of this kind live in `content/`, and the first part of their address."""
    one: ClassVar[str] = ""
    many: ClassVar[str] = ""
    about: ClassVar[str] = ""
    """One sentence for the head of the directory page."""
    icon: ClassVar[str] = "material/file-document-outline"
    """What stands for a record of this kind where several kinds stand together: one of Material's icons, by its path."""
    facets: ClassVar[tuple[str, ...]] = ()
    """What the directory filters by: a field, or a way over relations (`services.category`)."""
    group_by: ClassVar[str] = ""
    """The facet by which the directory groups its rows."""
    columns: ClassVar[tuple[str, ...]] = ()
    """Fields shown in the directory beside title and summary."""
    covers: ClassVar[bool] = False
    """Whether its records cover service categories: their pages show which, and a matrix shows all."""
    demands: ClassVar[Demands | None] = None
    """The fields that tell what it takes to take a record over; the finder offers kinds that have some."""
    answered_by: ClassVar[Mapping[str, str]] = {}
    """Fields of what is sought, each with the field of other records, of whatever kind, that offers it."""
    adapted_as: ClassVar[str] = ""
    """The field through which somebody who used a record of this kind names what they adapted: `adapted_from` of the kind
    whose records are adapted from one another, in others the field that names one of these. Their pages ask for it."""
    gives: ClassVar[str] = ""
    """The field that lists means of support: the voucher finder looks among them."""
    gathers: ClassVar[str] = ""
    """The field that names who comes together in a record of this kind: the page of the network draws them as a community."""
    placed_by: ClassVar[tuple[str, ...]] = ("place", "region", "country")
    """Fields that say where it is, from near to far. A kind with a location has a map, which names the nearest and the last."""
    also_named: ClassVar[tuple[str, ...]] = ("acronym", "name_local", "aliases")
    """Fields, as far as a kind has them, that hold other names by which people look for a record."""
    requires: ClassVar[tuple[Requires, ...]] = (
        Requires(
            keys=("sources", "origin"),
            hint="add sources: [{publication: …, section: …}], or origin: hub for the hub's own guidance",
        ),
    )
    """Keys that are required together or under a condition, beside the fields without a default."""

    title: Text = field("Title", "The name by which people know it.", example="Umweltcluster Bayern")
    summary: Text = field("Summary", "One or two sentences that stand on their own in a list of results.")
    sources: Citations = field(
        "Sources",
        "Where the content comes from: publication and section, or {origin: hub} for the hub's own guidance.",
        (),
        example="[{publication: eco-d41-2014, section: 3.2.1}]",
    )
    origin: Literal["hub"] | None = field(
        "Origin", "hub, where the text is the hub's own guidance and cites no source.", None
    )
    aliases: Texts = field("Also known as", "Other names and spellings that people search for.", ())
    former_ids: Texts = field("Former ids", "Ids the record once had; their addresses redirect here.", ())
    reviewed: Day | None = field(
        "Last reviewed", "The day an editor last checked the record against its sources.", None, example="2026-11-22"
    )
    lang: Language | None = field("Language of the record", "Where it is not the hub's: a tag of BCP 47.", None)
    figures: tuple[FigureNumber, ...] = field(
        "Figures", "Figures of the 2014 report that the hub draws anew and shows here, by their number there.", ()
    )
    draft: bool = field("Draft", "true keeps the record out of every output.", False)
    private: dict[str, Any] | None = field("Private", "Notes for editors; they reach no output.", None)
    same_as: OneOrMore = field(
        "The same body",
        "Records of other kinds that are the same organisation, partnership or practice.",
        (),
        to=ANY,
        inverse="The same body",
    )


# --- parts that several kinds share -----------------------------------------------------------------------------------


class Gate(Part):
    """A decision at the end of a step."""

    criteria: Texts = field("Criteria", "What must be true to go on.", ())
    decided_by: Text | None = field("Decided by", "Who decides.", None)
    outcomes: Texts = field("Outcomes", "What the decision can be.", ())


class StepPart(Part):
    """One step of a service or practice."""

    title: Text = field("Title", "What happens, in a few words.")
    text: Prose | None = field("Text", "How it is done.", None)
    actor: Text | None = field("Actor", "Who does it.", None)
    duration: LooseText | None = field("Duration", "How long it takes, in words: half a day, about six months.", None)
    gate: Gate | None = field("Gate", "The decision that ends the step.", None)


class Role(Part):
    """Who takes part, and what they do."""

    name: Text = field("Role", "The role: cluster manager, problem owner.")
    does: Text | None = field("Does", "What the role does.", None)


Steps = tuple[Annotated[StepPart, BeforeValidator(_titled, json_schema_input_type=str | StepPart)], ...]
Roles = tuple[Annotated[Role, BeforeValidator(_named, json_schema_input_type=str | Role)], ...]


# --- the kinds --------------------------------------------------------------------------------------------------------


class Cluster(Record):
    """A cluster organisation, or one that hosts or unites several."""

    folder = "clusters"
    one = "Cluster organisation"
    many = "Cluster organisations"
    about = "Networks of companies, universities and institutes, with what they offer, what they seek and what they do for their members."
    icon = "material/hub-outline"
    facets = (
        "country",
        "region",
        "sectors",
        "industries",
        "services.category",
        "form",
        "state",
        "offers",
        "seeks",
    )
    group_by = "country"
    columns = ("country", "place", "sectors")
    covers = True
    answered_by: ClassVar[Mapping[str, str]] = {"seeks": "offers"}
    requires = (
        *Record.requires,
        Requires(keys=("sectors",), unless=("form", "agency"), hint="add sectors: […]; only an agency may do without"),
    )

    form: Literal["cluster", "host", "meta-cluster", "agency"] = field(
        "Form", "cluster; host of several clusters; meta-cluster, a cluster of clusters; or agency."
    )
    name_local: Text | None = field("Local name", "The name in the language of the place.", None)
    acronym: Text | None = field("Acronym", "The short form of the name.", None)
    country: Country = field("Country", "ISO 3166-1 code of the seat; EL and UK are understood.", example="DE")
    region: Region | None = field(
        "Region", "The region of the seat: a NUTS code, or a name where no NUTS region is meant.", None, example="DE27"
    )
    serves: tuple[Nuts, ...] = field("Serves", "NUTS codes of the regions it works for.", (), example="[DE2]")
    place: Text | None = field("Place", "The city or area of the seat, by its name.", None, example="Augsburg")
    location: Location | None = field("Location", "A point for the map, with its precision.", None)
    sectors: Ids = field(
        "Sectors",
        "The sectors of its members; required unless it is an agency.",
        (),
        to="sectors",
        inverse="Cluster organisations",
    )
    industries: Ids = field(
        "Emerging industries",
        "Emerging industries it belongs to.",
        (),
        to="industries",
        inverse="Cluster organisations",
    )
    founded: When | None = field("Founded", "When it was established.", None)
    member_count: Count = field("Members", "How many members, as a claim with date and source.", ())
    team_size: Count = field("Team", "How many people manage it, as a claim.", ())
    services: Ids = field("Services", "Services it provides to its members.", (), to="services", inverse="Provided by")
    offers: Ids = field(
        "Offers", "Competences its members can bring to a partner.", (), to="competences", inverse="Offered by"
    )
    seeks: Ids = field("Seeks", "Competences its members look for.", (), to="competences", inverse="Sought by")
    hosted_by: OneOrMore = field("Hosted by", "Organisations that host it.", (), to="clusters", inverse="Hosts")
    successor_of: OneOrMore = field(
        "Successor of", "Organisations it came from.", (), to="clusters", inverse="Succeeded by"
    )
    website: DatedAddress | None = field(
        "Website", "An address, or {url, as_of, state} where nobody has checked it since.", None
    )
    contact: Mailbox | None = field("Contact", "A role address such as office@example.eu, never a person's.", None)
    state: Literal["active", "merged", "ended"] | None = field(
        "State", "active, merged or ended, where a source says so.", None
    )


class Service(Record):
    """A service that cluster organisations provide."""

    folder = "services"
    one = "Service"
    many = "Services"
    about = "What cluster organisations do for their members, from finding an opportunity to lasting collaboration."
    icon = "material/handshake-outline"
    facets = ("category", "also_serves")
    group_by = "category"
    columns = ("category", "duration")
    demands = Demands()

    category: Id = field(
        "Category",
        "The service category that is its main focus: one of six, or strategy.",
        to="categories",
        inverse="Services",
    )
    also_serves: Ids = field(
        "Also serves", "Other categories it contributes to.", (), to="categories", inverse="Services that also serve it"
    )
    purpose: Prose = field("Purpose", "What it is for.")
    steps: Steps = field("Steps", "How it is done, in order.", ())
    roles: Roles = field("Roles", "Who takes part.", ())
    effort: Text | None = field("Effort", "What it takes of the cluster organisation.", None)
    duration: LooseText | None = field("Takes", "How long it takes, in words.", None)
    outputs: Texts = field("Outputs", "What there is at the end.", ())


class Case(Record):
    """A good practice: how one organisation does it, so that another can."""

    folder = "cases"
    one = "Good practice"
    many = "Good practices"
    about = "How cluster organisations did it, step by step, with roles, times, amounts and what to watch out for."
    icon = "material/lightbulb-on-outline"
    adapted_as = "adapted_from"
    facets = ("services.category", "services", "clusters.country", "clusters.sectors", "clusters.industries")
    group_by = "services.category"
    columns = ("services.category", "clusters")
    demands = Demands(purpose=("problem", "objective"))

    services: Ids = field("Services", "The services it is an example of.", to="services", inverse="Good practices")
    clusters: Ids = field("Cluster organisations", "Who does it.", (), to="clusters", inverse="Good practices")
    partnerships: Ids = field(
        "Partnerships", "Partnerships it is about.", (), to="partnerships", inverse="Good practices"
    )
    programmes: Ids = field("Programmes", "Programmes that pay for it.", (), to="programmes", inverse="Good practices")
    problem: Prose = field("Problem", "What it answers.")
    objective: Prose | None = field("Objective", "What it aims at.", None)
    stakeholders: Texts = field("Stakeholders", "Who has a stake in it.", ())
    steps: Steps = field("Steps", "How it works, in order.", ())
    duration: LooseText | None = field("Takes", "How long all of it takes, in words: half a day, six months.", None)
    roles: Roles = field("Roles", "Who does what.", ())
    resources: Texts = field("Resources", "What it takes: people, rooms, tools.", ())
    cost: Claims = field("Cost", "What it costs, as a claim.", ())
    funding: Prose | None = field("Funding", "Who pays.", None)
    evidence: Claims = field("Evidence", "What came of it: figures with date, section and source.", ())
    difficulties: Texts = field("What to watch out for", "What can go wrong, and what helps.", ())
    transferability: Prose | None = field("Taking it over", "What must be there for it to work elsewhere.", None)
    adapted_from: Id | None = field(
        "Adapted from", "The practice this one was made from.", None, to="cases", inverse="Adapted by"
    )


class FormColumn(Part):
    """One column of a table that is filled in."""

    id: PlaceName = field("Id", "Its name: `{{ row.by }}` in a loop over the rows.")
    label: Text = field("Label", "The head of the column.")
    type: Literal["text", "number", "money", "date", "choice"] = field("Type", "What each cell takes.", "text")
    options: Texts = field("Options", "The choices of a column of choices.", ())


class FormField(Part):
    """One field of a template's form."""

    id: PlaceName = field("Id", "The name of its place in the text: small letters, digits, `_`.")
    label: Text = field("Label", "What the person who fills it in reads.")
    type: Literal[
        "text", "long-text", "number", "money", "date", "choice", "choices", "scale", "table", "checklist"
    ] = field("Type", "What is filled in.", "text")
    section: Text | None = field("Section", "The heading of the part of the form that begins with this field.", None)
    help: Text | None = field("Help", "What to write, with an example.", None)
    required: bool = field("Required", "Whether the document is unfinished without it.", False)
    options: Texts = field(
        "Options", "The choices, the items of a checklist, the columns of a table, or words for 1 to 5 of a scale.", ()
    )
    options_from: Text | None = field(
        "Options from", "A vocabulary or a kind (`sectors`, `services`) whose terms or records are the choices.", None
    )
    columns: tuple[FormColumn, ...] = field("Columns", "The columns of a table, where they are not all text.", ())
    rows: tuple[Cells, ...] = field("Rows", "The rows that a table begins with, each a list of cells.", ())


class FormDate(Part):
    """A date that follows from another: so much after it, or before it."""

    id: PlaceName = field("Id", "The name of its place in the text.")
    label: Text = field("Label", "What the date is called.")
    since: PlaceName = field("Since", "The field of type date, or the earlier date, that it is counted from.")
    after: Text | None = field("After", "How much later: `3 weeks`, `10 days`, `6 months`.", None)
    before: Text | None = field("Before", "How much earlier, instead of `after`: `8 weeks`.", None)


class FormEvent(Part):
    """An entry of the calendar that the form makes."""

    title: Text = field("Title", "What the entry is called; with `each`, the column that says so.")
    date: PlaceName = field("Date", "The date it is for: a field, a date that follows, or with `each` a column.")
    each: PlaceName | None = field("Each", "The table that has one entry for each row.", None)
    remind: Text | None = field("Remind", "How long before the calendar reminds: `2 days`.", None)


class Condition(Part):
    """What must hold of one answer. An answer that is not given fulfils no condition but `filled: false`."""

    answer: PlaceName = field("Answer", "The field whose answer is looked at.")
    equals: OneOrMore = field("Equals", "The answers that fulfil it; one of them is enough.", ())
    differs: OneOrMore = field("Differs", "The answers that do not fulfil it.", ())
    at_least: float | None = field("At least", "The smallest number that fulfils it.", None)
    at_most: float | None = field("At most", "The largest number that fulfils it.", None)
    filled: bool | None = field("Filled", "Whether there must be an answer, or must be none.", None)
    label: Text | None = field(
        "Label", "What it is called where it is said to be missing; else the field's label.", None
    )


class Verdict(Part):
    """What the form decides. The first verdict holds whose conditions all hold."""

    says: Text = field("Says", "The verdict in a sentence or two.")
    tone: Literal["go", "stop", "open"] = field("Tone", "Whether it says yes, says no, or leaves it open.", "open")
    when: tuple[Condition, ...] = field("When", "What must hold; without conditions it holds always.", ())
    missing: bool = field(
        "Missing", "true lists which conditions of the first verdict with the tone go do not hold.", False
    )


class Score(Part):
    """One area of a self-assessment: the mean of answers on a scale."""

    id: PlaceName = field("Id", "Its name.")
    label: Text = field("Label", "What the area is called.")
    fields: Texts = field("Fields", "The fields of type scale that belong to it.")
    weak_below: float = field("Weak below", "The mean below which the area counts as weak.", 3.0)
    leads_to: Ids = field(
        "Leads to",
        "Good practices and services that show how an area that is weak gets better.",
        (),
        to=("cases", "services"),
        inverse="Shown by a self-assessment",
    )


class Written(Part):
    """One key of a record, written from an answer."""

    key: Text = field("Key", "The key of the record.")
    answer: PlaceName = field("Answer", "The field whose answer it gets.")


class Writes(Part):
    """Front matter for a record that the answers give."""

    kind: Text = field("Kind", "The folder of the kind: `clusters`.")
    keys: tuple[Written, ...] = field("Keys", "The keys and the fields that they are written from.")


class Template(Record):
    """A document to take home and fill in."""

    folder = "templates"
    one = "Template"
    many = "Templates"
    about = "Documents to take home and fill in: each belongs to a service or a good practice."
    icon = "material/file-document-edit-outline"
    adapted_as = "case"
    facets = ("services.category", "services", "case")
    group_by = "services.category"
    columns = ("services", "case")
    requires = (
        *Record.requires,
        Requires(keys=("services", "case"), hint="say which service or good practice the template is for"),
    )

    services: Ids = field("Services", "The services it helps with.", (), to="services", inverse="Templates")
    case: Id | None = field("Good practice", "The practice it was made from.", None, to="cases", inverse="Templates")
    version: LooseText | None = field("Version", "The version of the text.", None)
    licence: Text | None = field("Licence", "Under which it may be used: CC BY 4.0.", None)
    fields: tuple[FormField, ...] = field("Fields", "What is to be filled in.", ())
    dates: tuple[FormDate, ...] = field("Dates", "Dates that follow from those filled in.", ())
    calendar: tuple[FormEvent, ...] = field("Calendar", "What goes into the calendar file that the form makes.", ())
    verdicts: tuple[Verdict, ...] = field("Verdicts", "What the form decides, the first that holds.", ())
    scores: tuple[Score, ...] = field("Scores", "The areas of a self-assessment.", ())
    writes: Writes | None = field("Writes", "Front matter for another record, made of the answers.", None)


class WhitePaper(Record):
    """A publication: a white paper, a report, a guide."""

    folder = "white-papers"
    one = "Publication"
    many = "Papers"
    about = "White papers, reports, guides and instruments that cluster organisations and the Observatory published."
    icon = "material/book-open-page-variant-outline"
    facets = ("type", "industries", "sectors", "year", "clusters.country")
    group_by = "type"
    columns = ("type", "year", "publisher")

    authors: Texts = field("Authors", "Family name first, as on the title page.", ())
    publisher: Text | None = field("Publisher", "Who published it.", None)
    clusters: Ids = field(
        "Cluster organisations",
        "Cluster organisations that wrote or published it.",
        (),
        to="clusters",
        inverse="Publications",
    )
    year: When | None = field("Year", "When it came out.", None)
    type: Literal[
        "report",
        "white-paper",
        "guide",
        "handbook",
        "study",
        "discussion-paper",
        "policy-paper",
        "article",
        "mapping",
        "scoreboard",
        "self-assessment",
    ] = field("Type", "What sort of publication it is.", "white-paper")
    language: Language | None = field("Language", "The publication's language.", None)
    industries: Ids = field(
        "Emerging industries", "Emerging industries it is about.", (), to="industries", inverse="Publications"
    )
    sectors: Ids = field("Sectors", "Sectors it is about.", (), to="sectors", inverse="Publications")
    url: DatedAddress | None = field("Address", "Where it can be read.", None)
    doi: Text | None = field("DOI", "Its digital object identifier, 10.…", None)
    isbn: LooseText | None = field("ISBN", "Its book number.", None)


class Member(Part):
    """A member of a partnership."""

    ref: Id = field("Member", "The cluster organisation.", to="clusters", inverse="Partnerships")
    role: Text | None = field("Role", "Its role: founder, coordinator.", None)
    brings: Text | None = field("Brings", "What it brings.", None)


class Agreement(Part):
    """What the partners have agreed on, each in a sentence."""

    strategy: Text | None = field("Strategy", "The joint strategy.", None)
    roadmap: Text | None = field("Roadmap", "The roadmap for putting it into practice.", None)
    ipr: Text | None = field("Intellectual property", "Who owns what.", None)
    branding: Text | None = field("Branding", "Joint branding and marketing.", None)
    logo: Text | None = field("Logo", "The common logo.", None)


PartnershipForm = Literal["escp", "strategic-network", "meta-cluster", "special-interest-group", "bilateral"]


class Partnership(Record):
    """Cluster organisations that work together for good."""

    folder = "partnerships"
    one = "Partnership"
    many = "Partnerships"
    about = (
        "Cluster organisations that work together across sectors and borders, from two partners to a worldwide network."
    )
    icon = "material/account-group-outline"
    facets = ("forms", "state", "sectors", "industries", "services.category", "members.country", "founded")
    group_by = "forms"
    columns = ("forms", "member_count", "founded")
    gathers = "members"

    forms: tuple[PartnershipForm, ...] = field(
        "Forms",
        "escp, strategic-network, meta-cluster, special-interest-group, bilateral; several where it is several.",
    )
    acronym: Text | None = field("Acronym", "The short form of the name.", None)
    objective: Prose | None = field("Objective", "What the partners want together.", None)
    sectors: Ids = field("Sectors", "Sectors it joins.", (), to="sectors", inverse="Partnerships")
    industries: Ids = field(
        "Emerging industries", "Emerging industries it works for.", (), to="industries", inverse="Partnerships"
    )
    services: Ids = field(
        "Services", "Services it provides to the members' companies.", (), to="services", inverse="Partnerships"
    )
    activities: Texts = field("Activities", "What it does.", ())
    members: tuple[Annotated[Member, BeforeValidator(_referred, json_schema_input_type=str | Member)], ...] = field(
        "Members", "Cluster organisations: ids, or {ref, role, brings}.", ()
    )
    member_count: Count = field("Number of members", "How many members in all, as a claim.", ())
    members_complete: bool | None = field("Members complete", "Whether all members are named here.", None)
    coordinator: Id | None = field(
        "Coordinator", "Who started or manages it.", None, to="clusters", inverse="Coordinates"
    )
    founded: When | None = field("Founded", "When it was established.", None)
    funding: Prose | None = field("Funding", "Who pays.", None)
    website: DatedAddress | None = field(
        "Website", "An address, or {url, as_of, state} where nobody has checked it since.", None
    )
    state: Literal["in-preparation", "active", "ended"] | None = field(
        "State", "in-preparation, active or ended, where a source says so.", None
    )
    agreement: Agreement | None = field(
        "Agreement", "What the partners agreed on: strategy, roadmap, ipr, branding, logo.", None
    )


class Phase(Part):
    """One phase of a challenge, as far as it is known."""

    phase: Text = field("Phase", "Its name, as the followed practice calls it.")
    state: Literal["planned", "running", "waiting", "done", "stopped"] = field(
        "State", "planned, running, waiting for somebody, done or stopped."
    )
    expected: When | None = field("Expected", "When it was expected to begin or end: by end 2014.", None)
    done: When | None = field("Done", "When it was finished.", None)


class Challenge(Record):
    """A problem whose owner looks for somebody to solve it."""

    folder = "challenges"
    one = "Challenge"
    many = "Challenges"
    about = "Problems whose owners look for solutions, with the phase each had reached when it was last reported."
    icon = "material/flag-outline"
    facets = ("form", "organiser", "organiser.country", "sectors", "seeks")
    group_by = "form"
    columns = ("organiser", "phase")
    answered_by: ClassVar[Mapping[str, str]] = {"seeks": "offers"}

    form: Literal["systemic", "challenge-statement"] = field(
        "Form", "systemic, for many actors; or a challenge-statement of one company."
    )
    organiser: Id = field("Organiser", "The cluster organisation that runs it.", to="clusters", inverse="Challenges")
    owner: Text | None = field("Problem owner", "Who has the problem and would buy a solution.", None)
    process: Id | None = field(
        "Process", "The good practice whose phases it follows.", None, to="cases", inverse="Challenges"
    )
    phases: tuple[Phase, ...] = field("Phases", "The phases, in order, as far as they are known.", ())
    criteria: Texts = field("Criteria", "What a solution must meet.", ())
    seeks: Ids = field("Seeks", "Competences that are sought.", (), to="competences", inverse="Challenges")
    respond_by: When | None = field("Respond by", "The last day for an answer.", None)
    sectors: Ids = field("Sectors", "Sectors it concerns.", (), to="sectors", inverse="Challenges")

    @property
    def phase(self) -> Phase | None:
        """The phase it is in: the first not done, or the last one where all are done."""
        open_phases = [p for p in self.phases if p.state != "done"]
        return open_phases[0] if open_phases else self.phases[-1] if self.phases else None


class Amount(Part):
    """How much money an instrument gives."""

    min: float | None = field("From", "The least, where it varies.", None)
    max: float | None = field("To", "The most, or the fixed amount.", None)
    basis: Text | None = field("Basis", "What it is for: per firm, per voucher, fixed.", None)
    currency: Text = field("Currency", "ISO 4217 code.", "EUR")


class Instrument(Part):
    """A means of support within a programme."""

    name: Text = field("Name", "What the programme calls it.")
    amount: Amount | None = field("Amount", "min, max, basis, currency.", None)
    purpose: Prose | None = field("Purpose", "What it pays for.", None)
    activities: Texts = field("Activities", "What may be done with it.", ())
    approval_before: bool | None = field("Approval before", "Whether it must be approved before the activity.", None)


class Eligible(Part):
    """Who may apply."""

    size: Texts = field("Size", "Sizes of firm: SME, start-up.", ())
    sectors: Ids = field("Sectors", "Sectors that may apply.", (), to="sectors", inverse="Programmes open to it")
    countries: tuple[Country, ...] = field("Countries", "Countries of the applicants.", ())
    regions: Texts = field("Regions", "Regions of the applicants, in words or NUTS codes.", ())


class Programme(Record):
    """A programme that pays for collaboration."""

    folder = "programmes"
    one = "Programme"
    many = "Programmes"
    about = "Programmes and projects that pay for collaboration, with what they give, to whom and for what."
    icon = "material/bank-outline"
    gives = "instruments"
    facets = ("funder", "countries", "period")
    columns = ("funder", "period", "countries")

    funder: Text | None = field("Funder", "Who pays.", None)
    period: When | None = field("Period", "From when to when.", None)
    countries: tuple[Country, ...] = field("Countries", "Countries it works in.", ())
    partners: Ids = field("Partners", "Cluster organisations that take part.", (), to="clusters", inverse="Programmes")
    successor_of: OneOrMore = field(
        "Successor of", "Programmes it follows.", (), to="programmes", inverse="Succeeded by"
    )
    instruments: tuple[Annotated[Instrument, BeforeValidator(_named, json_schema_input_type=str | Instrument)], ...] = (
        field("Instruments", "What it gives: name, amount, purpose.", ())
    )
    eligible: Eligible | None = field("Eligible", "Who may apply: size, sectors, countries, regions.", None)
    calls: Texts = field("Calls", "Calls for applications, in words.", ())
    website: DatedAddress | None = field(
        "Website", "An address, or {url, as_of, state} where nobody has checked it since.", None
    )


# --- vocabularies -----------------------------------------------------------------------------------------------------


class Term(Part):
    """One term of a controlled vocabulary."""

    id: Text = field("Id", "What records write.")
    label: Text = field("Label", "What people read.")
    definition: Prose = field("Definition", "What is meant, in the hub's own words.")
    aliases: Texts = field("Also known as", "Other words that people search for.", ())
    broader: Id | None = field("Broader", "The term of the same vocabulary that this one is part of.", None)
    question: Text | None = field("Question", "For a service category: the question it answers.", None)
    icon: Text | None = field("Icon", "For a service category: an icon of the theme.", None)
    see: Texts = field("See also", "Terms of the same vocabulary.", ())


class Vocabulary(BaseModel):
    """A controlled vocabulary: one file of terms under `vocabularies/`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text = field("Title", "The name of the vocabulary.")
    summary: Text = field("Summary", "What it is for, in one sentence.")
    one: Text = field("One", "What one of its terms is called.")
    origin: Literal["hub"] | None = field("Origin", "hub, where the definitions are the hub's own.", None)
    note: Prose | None = field("Note", "Where the list comes from.", None)
    terms: tuple[Term, ...] = field("Terms", "The terms, in the order in which they are shown.")


RESERVED = frozenset({"id", "page", "text", "relations"})
"""What an exported record holds beside its fields: no field may have such a name."""

KINDS: tuple[type[Record], ...] = (Cluster, Service, Case, Template, WhitePaper, Partnership, Challenge, Programme)
"""All kinds, in the order in which the site shows them."""
