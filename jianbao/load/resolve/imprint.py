"""publication.yml: who publishes, and how."""

from jianbao.diagnostics import Findings
from jianbao.load.records import PublicationRecord, Written
from jianbao.model import ArchivePlan, Contact, Imprint, Prices, Scoring
from jianbao.model.publication import FONT_ROLES, LANGUAGES


def resolve_imprint(written: Written[PublicationRecord], findings: Findings) -> Imprint:
    """Return the facts of masthead and colophon."""
    record = written.record
    if record.language not in LANGUAGES:
        hint = f"write {' or '.join(LANGUAGES)}"
        findings.fault(written.place("language"), f'the language "{record.language}" is not known', hint)
    for role in record.print.fonts:
        if role not in FONT_ROLES:
            place = written.document.place_of_key("print", "fonts", role)
            findings.fault(place, f'unknown font role "{role}"', f"the roles are {', '.join(FONT_ROLES)}")
    return Imprint(
        name=record.name,
        organ=record.organ,
        editor=record.editor,
        issuer=record.issuer,
        language=record.language,
        timezone=record.timezone,
        site_url=record.site_url,
        site_code=record.site_code,
        numbering=record.numbering,
        contact=Contact(**record.contact.model_dump()),
        archive_copies=record.archive_copies,
        fonts=tuple(sorted(record.print.fonts.items())),
        preprinted_head=record.print.preprinted_head,
        colophon_on_even_page=record.print.colophon_on_even_page,
        copy_number=record.print.copy_number,
        prices=Prices(**record.print.prices.model_dump()) if record.print.prices else None,
        sign_off=record.print.sign_off,
        archive=ArchivePlan(**record.archive.model_dump()),
        scoring=Scoring(**record.scoring.model_dump()),
    )
