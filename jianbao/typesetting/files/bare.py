"""A finished PDF reduced to what is printed: pages, fonts and pictures, and what its colours mean.

Comes in: the archive file. Goes out: an open PDF without links, tags, outline, actions or attachments, and
the bytes of what was made of it: the same bytes for the same input, wherever and whenever.
"""

import hashlib
import io
import uuid
from collections.abc import Mapping

import pikepdf
from pikepdf import Name

_OF_CATALOG = (Name.Type, Name.Pages, Name.Lang, Name.OutputIntents)
_OF_PAGE = (Name.Type, Name.Parent, Name.MediaBox, Name.TrimBox, Name.Contents, Name.Resources)


def open_bare(content: bytes) -> pikepdf.Pdf:
    """Open a PDF and take away whatever does not end as ink on paper."""
    pdf = pikepdf.open(io.BytesIO(content))
    _keep(pdf.Root, _OF_CATALOG)
    for page in pdf.pages:
        page.trimbox = page.trimbox  # before the box it is taken from by default goes away
        _keep(page.obj, _OF_PAGE)
    return pdf


def write_bare(pdf: pikepdf.Pdf, *, version: str, facts: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a PDF of this version, its metadata made from its own facts and further `facts`."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        # whether inks are trapped is no text and has its own place there
        metadata.load_from_docinfo({k: v for k, v in pdf.docinfo.items() if k != Name.Trapped})
        for name, value in (facts or {}).items():
            metadata[name] = value
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, min_version=version, force_version=version)
    return out.getvalue()


def identity_of(*parts: bytes) -> str:
    """Return an identifier (UUID, version 5) that is another whenever one of the parts is."""
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts))
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest.hexdigest())}"


def _keep(holder: pikepdf.Object, names: tuple[pikepdf.Object, ...]) -> None:
    for key in list(holder.keys()):
        if key not in names:
            del holder[key]
