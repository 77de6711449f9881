"""What a handout's PDF says about itself."""

from __future__ import annotations

import datetime

from carefold.content.resolve import Resolved
from carefold.content.sensitive import tells_nothing
from carefold.order import Order
from carefold.pdf.xmp import Facts
from carefold.spelling import spelled
from carefold.version import __version__


def facts_of(order: Order, resolved: Resolved, brand_name: str, modified: datetime.datetime | None, code: str) -> Facts:
    """The metadata of an order's file; dates are the handout's, or what the project says, never the clock's.

    `brand_name` is what names of files call the brand, empty for the usual one; `code` is that of the imprint.
    """
    handout, brand = resolved.handout, resolved.brand
    created = datetime.datetime.combine(handout.updated, datetime.time(), datetime.UTC)
    authors, subject = "; ".join((*handout.authors, brand.name)), handout.subtitle or handout.audience
    return Facts(
        title=spelled(handout.title),
        author=spelled(authors),
        subject=spelled(subject),
        language=handout.language,
        keywords=(*handout.topics.mesh, *handout.topics.icd10, *handout.topics.snomed),
        created=created,
        modified=max(created, modified or created),
        producer=f"carefold {__version__}",
        handout=str(handout.id) if tells_nothing(handout, order.record) else order.source,
        version=f"{handout.version} (draft)" if order.draft else handout.version,
        layout=order.layout,
        edition=order.edition,
        identifier=handout.id or order.source,
        brand=brand_name,
        site=order.site,
        code=code,
    )
