"""What people call blocks and keys elsewhere, in English and Spanish, and what they are called here."""

from __future__ import annotations

from carefold.model.blocks import KINDS

CALLOUTS = ("note", "tip", "caution", "warning", "emergency")
NOTHING = "nothing"
"""What has no block here, and needs none."""

_BLOCKS: dict[str, str] = {
    "text": "p para paragraph paragraphs body copy quote quotation blockquote cite plain string txt markdown md html "
    "texto parrafo párrafo cita",
    "heading": "heading1 heading2 heading3 heading-1 heading-2 heading-3 h h1 h2 h3 h4 h5 h6 head header "
    "subheading sub-heading subhead subheader subtitle sub-title title "
    "titulo título subtitulo subtítulo encabezado",
    "list": "list-item list-items dashes bullet bullets bullet-list bulleted-list bulletpoints bullet-points "
    "bullet-point points ul unordered "
    "unordered-list items item li lists lista viñetas vinetas puntos",
    "numbered": "numbers number-list numbered-list numbered-items ol "
    "ordered ordered-list enumerate enumeration "
    "enumerated lista-numerada numerada numeros números",
    "steps": "step steps-list step-list how-to howto instructions instruction procedure pasos paso instrucciones",
    "checklist": "check checks checkbox checkboxes check-box check-boxes check-list tick "
    "ticks tickbox tick-boxes todo "
    "todos to-do to-do-list task tasks task-list casilla casillas lista-de-verificacion lista-de-verificación",
    "note": "info information hint-box box aside notice remark remember nota informacion información recuadro",
    "tip": "tips hint hints advice good-to-know pro-tip consejo consejos truco",
    "caution": "careful attention precaution cuidado atencion atención precaucion precaución",
    "warning": "danger peligro urgent urgente warn warnings alert alerts important admonition "
    "danger-sign red-flag aviso advertencia alerta "
    "importante",
    "emergency": "call-911 911 sos emergencia urgencia",
    "table": "table-row tables grid tabular tabla cuadro",
    "facts": "fact key-facts key-value details definition-list dl at-a-glance datos",
    "questions": "q question faq faqs q&a q-&-a qa q-a qna q-and-a questions-and-answers preguntas pregunta "
    "preguntas-frecuentes",
    "figure": "logo image images img picture pictures pic photo photos photograph illustration drawing graphic "
    "fig icon media imagen imágen foto fotografia fotografía figura dibujo ilustracion ilustración",
    "icon-array": "icons icon-arrays pictogram pictograph risk odds",
    "compare": "comparison versus vs comparacion comparación",
    "big-number": "number stat statistic key-number key-figure bignumber numero número cifra",
    "body-map": "body bodymap body-chart body-diagram pain-map cuerpo",
    "schedule": "drug prescription medicines medications medication meds medicine drugs medication-schedule "
    "pill-card medicinas "
    "medicamentos horario",
    "appointments": "appointment visits visit follow-up followup next-visit cita citas",
    "do-dont": "dos-and-donts do-donts dos-donts do-and-dont do dos dont donts do's-and-don'ts do-don't do-not",
    "zones": "zone action-plan traffic-light stoplight plan-de-accion zonas",
    "timeline": "time-line milestones recovery what-to-expect cronologia cronología",
    "chart": "graph bar-chart line-chart barchart bars plot diagram grafico gráfico grafica gráfica",
    "log": "diary tracker journal record log-sheet diario registro",
    "write-in": "lines line blank blanks notes notes-lines my-notes form "
    "field fields fill-in fill-in-the-blank input "
    "textarea writein write writing-lines lineas líneas notas formulario",
    "teach-back": "teachback teach quiz show-back",
    "contact": "contacts contact-us call-us phone telephone contact-card clinic contacto telefono teléfono",
    "address": "recipient to mail-to direccion dirección",
    "qr": "youtube button map qrcode qr-code qr-codes video videos film link links url website web hyperlink "
    "code enlace sitio",
    "signature": "signature-line signatures sign sign-here consent firma firmas",
    "glossary": "definition term terms definitions dictionary words vocabulary glosario terminos términos",
    "page-break": "pagebreak next-page next-panel page panel newpage new-page break br "
    "panel-break column-break newpanel new-panel salto "
    "salto-de-pagina salto-de-página",
    "keep": "keep-together group together no-break columns column div container row",
    "foot": "footer footnote bottom pie pie-de-pagina",
    "include": "import insert partial snippet includes incluir",
    NOTHING: "divider hr rule separator horizontal-rule spacer space gap linea-divisoria separador",
}

_KEYS: dict[str, str] = {
    "title": "step heading header headline name caption label titulo título h1 h2",
    "subtitle": "sub-heading subheading tagline subtitulo subtítulo",
    "blocks": "content contents body text items paragraphs block contenido bloques",
    "text": "content body description detail details answer message words texto contenido",
    "sections": "section parts chapters content contents body secciones",
    "main-point": "main-message key-message key-point summary takeaway take-home message bottom-line mainpoint "
    "punto-principal",
    "language": "lang locale idioma",
    "updated": "date last-updated last-reviewed published modified revised fecha actualizado",
    "review-by": "review-date expires expiry next-review valid-until revisar",
    "authors": "author writer writers by written-by autor autores",
    "reviewers": "reviewer reviewed-by revisor revisores",
    "audience": "readers for who target audiencia",
    "references": "sources source bibliography citations works-cited refs literature referencias fuentes",
    "disclaimer": "legal small-print",
    "version": "edition revision",
    "translated-from": "translation-of original-version source-version traducido-de",
    "translated-texts": "source-texts original-texts",
    "translator": "translated-by translators traductor traducido-por",
    "withdrawn": "recalled retracted retired retirado",
    "fields": "variables placeholders",
    "layouts": "layout format formats template",
    "image": "src source path file filename url picture photo img href imagen",
    "alt": "alt-text alttext alternative alternative-text description desc title descripcion descripción",
    "caption": "title legend text label pie",
    "decorative": "decoration",
    "width": "size w",
    "kind": "type style level",
    "header": "headers head columns heading headings cols",
    "rows": "row data body cells lines",
    "label": "title name text question prompt caption heading",
    "lines": "rows count height number",
    "url": "href link address web website src target",
    "roles": "role who names people signers",
    "columns": "header headers cols column fields",
    "medicine": "name drug medication med title medicina medicamento",
    "dose": "amount strength dosage dosis",
    "morning": "am breakfast mañana",
    "noon": "lunch midday mediodia",
    "evening": "dinner supper pm tarde",
    "bedtime": "night noche",
    "note": "notes comment remark instructions nota",
    "dont": "don't don’t do-not donts not avoid never no",
    "where": "place location room clinic address lugar",
    "whom": "who with with-whom doctor provider clinician person name",
    "time": "period span timespan time-span when within",
    "marks": "mark points places spots items",
    "at": "place where spot part body-part location",
    "view": "side from",
    "icon": "symbol emoji pictogram icons sign icono simbolo símbolo",
    "accent": "colour color accent-color accent-colour hue theme topic-color topic-colour tema",
    "number": "value count figure n",
    "zone": "color colour name level",
    "signs": "symptoms signals list text when",
    "do": "actions action todo what-to-do steps",
    "when": "date time day if condition",
    "count": "number value n amount",
    "of": "total out-of denominator",
    "data": "values numbers series",
    "unit": "units",
    "phone": "phone-number phonenumber telephone tel call mobile cell telefono teléfono",
    "after-hours": "afterhours emergency-phone night-phone out-of-hours on-call",
    "sites": "locations branches offices sedes",
    "former-phones": "old-phones former-numbers old-numbers",
    "other-phones": "known-phones other-numbers",
    "time-zone": "timezone tz",
    "hours": "opening-hours opening-times open office-hours horario",
    "address": "street location postal-address direccion dirección",
    "web": "website web-site url site homepage www web-address sitio",
    "email": "e-mail mail e-mail-address email-address correo",
    "portal": "patient-portal mychart my-chart",
    "colours": "colors color colour palette",
    "name": "title clinic clinic-name",
    "tagline": "slogan motto strapline subtitle claim lema eslogan",
    "logo": "image icon",
    "role": "title position",
    "urgent": "important emergency",
    "id": "key code",
}


def _turned(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """What each word may be called here, in the order of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for right, words in table.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), right)
    return found


BLOCKS = {
    **{word: rights[0] for word, rights in _turned(_BLOCKS).items()},
    **{kind: kind for kind in CALLOUTS},
}
"""Blocks and kinds of callouts by the words that people type."""

KEYS = _turned(_KEYS)
"""Keys by the words that people type, the likeliest first."""


WORDS = {
    "amber": "yellow", "orange": "yellow", "amarillo": "yellow", "verde": "green", "rojo": "red",
    "column": "bar", "columns": "bar", "histogram": "bar", "people": "person", "circle": "dot",
}  # fmt: skip
"""Values by the words that people type."""


def plain_name(written: str) -> str:
    """A word as the tables have it."""
    return "-".join(written.strip().lower().replace("_", " ").split())


def block_meant(written: str) -> str:
    """The block, the kind of callout or NOTHING that a word means; empty when it is in no table."""
    name = plain_name(written)
    return name if name in KINDS else BLOCKS.get(name, "")


def word_meant(written: str, allowed: tuple[str, ...]) -> str:
    """The allowed value that a word means, such as a kind of callout; empty when there is none."""
    name = plain_name(written)
    return next((word for word in (WORDS.get(name, ""), BLOCKS.get(name, "")) if word in allowed), "")


def key_meant(written: str, allowed: tuple[str, ...]) -> str:
    """The allowed key that a word means; empty when there is none."""
    return next((key for key in KEYS.get(plain_name(written), ()) if key in allowed), "")
