"""The keys and types of CSL-JSON 1.0.2, and what people and programs write in their place."""

from __future__ import annotations

_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard "
    "thesis treaty webpage"
)
TYPES = frozenset(_TYPES.split())
"""What a work can be."""

_NAMES = (
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator"
)
NAMES = frozenset(_NAMES.split())
"""Keys whose values are lists of names."""

DATES = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])
"""Keys whose values are dates."""

_KEYS = (
    "abstract annote archive archive-place archive_collection archive_location authority call-number categories "
    "chapter-number citation-key citation-label citation-number collection-number collection-title container-title "
    "container-title-short custom dimensions division DOI edition event event-place event-title "
    "first-reference-note-number genre id ISBN ISSN issue journalAbbreviation jurisdiction keyword language license "
    "locator medium note number number-of-pages number-of-volumes original-publisher original-publisher-place "
    "original-title page page-first part part-number part-title PMCID PMID printing printing-number publisher "
    "publisher-place references reviewed-genre reviewed-title scale section shortTitle source status "
    "supplement-number title title-short type URL version volume volume-title volume-title-short "
    "year-suffix article-number eid"
)
KEYS = frozenset(_KEYS.split()) | NAMES | DATES
"""What an item may have; the last two are no CSL, but journals' exports have them for the number of an article."""

MEANT_KEYS = {
    other: key
    for key, others in {
        "URL": "link links web website href uri address web-address",
        "DOI": "",
        "PMID": "pubmed pubmed-id pmid-number",
        "issued": "date year published publication-date publication-year pub-date published-on",
        "accessed": "access-date accessed-date access retrieved retrieved-on visited urldate cited",
        "container-title": "journal journal-title journal-name magazine newspaper booktitle book-title website-title "
        "site site-name periodical publication",
        "container-title-short": "journal-abbreviation journal-short abbreviation",
        "author": "authors by writer writers",
        "editor": "editors",
        "page": "pages page-range page-numbers",
        "volume": "vol",
        "issue": "issue-number",
        "publisher": "university school institution institute organization organisation",
        "publisher-place": "place city location publisher-location",
        "collection-title": "series series-title",
        "title": "name heading",
        "title-short": "short-title",
        "edition": "ed",
        "genre": "thesis-type",
        "type": "kind",
    }.items()
    for other in others.split()
}
"""Keys that people write, and the CSL key that each stands for."""

MEANT_TYPES = {
    other: kind
    for kind, others in {
        "webpage": "website web web-page web-site site online internet electronic url link page www "
        "misc other blog-page",
        "article-journal": "journal journal-article article-in-journal paper research research-article study "
        "academic-article scientific-article",
        "article-newspaper": "newspaper newspaper-article news",
        "article-magazine": "magazine magazine-article",
        "book": "monograph textbook ebook reference-book edited-book",
        "chapter": "book-chapter incollection inbook book-section book-part",
        "paper-conference": "inproceedings proceedings conference conference-paper proceedings-article",
        "thesis": "phdthesis mastersthesis dissertation phd masters-thesis",
        "report": "techreport technical-report guideline guidelines",
        "pamphlet": "booklet brochure leaflet flyer handout",
        "motion_picture": "film movie video motion-picture",
        "broadcast": "tv radio podcast",
        "personal_communication": "personal-communication letter email e-mail",
        "software": "app program",
        "article": "preprint posted-content",
        "post-weblog": "blog blog-post blogpost",
        "legal_case": "legal-case case",
        "manuscript": "unpublished",
    }.items()
    for other in others.split()
}
"""Types that people and programs write, and the CSL type that each stands for."""
