"""Who may act: states, organisations, armed groups, organs of power, persons.

A state's id is its ISO 3166-1 alpha-3 code (``CHN``; Kosovo is ``XKX``). Everything else has a
namespace and an upper-case slug: ``org:NATO``, ``grp:HAMAS``, ``per:XI_JINPING``, ``gov:RUS.PRES``.
Dates are ISO strings cut to what is known (``1997``, ``2009-05``, ``2012-05-07``).
"""

from __future__ import annotations

from typing import Literal

from kg.records.base import Record

__all__ = ["Actor", "ActorType", "Membership", "Name", "NameKind", "Office"]

ActorType = Literal[
    "state",  # members of the United Nations, observers, Taiwan, Kosovo
    "de_facto_state",
    "former_state",
    "territory",
    "bloc",  # named as an agent without being an organisation: the West, the coalition
    "organisation",
    "organ",  # of a state or of an organisation: the Kremlin, the Security Council
    "group",  # armed or political, not a state
    "person",
]

NameKind = Literal[
    "short",
    "official",
    "alias",
    "acronym",
    "former",
    "demonym",  # adjective and noun, every inflected form is a name of its own
    "capital",
    "city",  # or region of the actor, other than its capital
    "residence",  # a building or street that stands for the organ: Kremlin, Downing Street
    "combining",  # first part of a compound: sino-, Franco-
    "full",  # of a person
    "surname",
]


class Name(Record):
    """One way to write an actor, in one language (``any`` where spelling does not depend on it)."""

    text: str
    lang: str
    kind: NameKind
    gender: Literal["m", "f"] | None = None
    number: Literal["sg", "pl"] | None = None
    case_sensitive: bool = False
    start: str | None = None
    end: str | None = None


class Office(Record):
    """A post held; `end` None means that it had not ended when last seen, at `as_of`."""

    office: Literal[
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "secretary_general",
        "president",
        "leader",
        "other",
    ]
    of: str
    title: str = ""
    start: str | None = None
    end: str | None = None
    as_of: str | None = None


class Membership(Record):
    """Belonging of a state to an organisation or bloc."""

    org: str
    status: Literal["member", "observer", "partner", "candidate", "suspended"] = "member"
    start: str | None = None
    end: str | None = None
    as_of: str | None = None


class Actor(Record):
    """Somebody who can do something to somebody else.

    >>> China = Actor(id="CHN", type="state", label={"fr": "Chine", "en": "China"})
    >>> China.name_in("fr"), China.name_in("es")
    ('Chine', 'China')
    """

    id: str
    type: ActorType
    label: dict[str, str]
    names: tuple[Name, ...] = ()
    affiliation: str | None = None
    offices: tuple[Office, ...] = ()
    memberships: tuple[Membership, ...] = ()
    start: str | None = None
    end: str | None = None
    successor: str | None = None
    external: dict[str, str] = {}

    def name_in(self, lang: str) -> str:
        """Label in `lang`, else in English, else any, else the id."""
        fallback = next(iter(self.label.values()), self.id)
        return self.label.get(lang) or self.label.get("en") or fallback
