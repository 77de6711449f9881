"""Web and mail addresses as they are written into a PDF."""

import pytest

from carefold.model.addresses import as_uri


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://x.example", "https://x.example"),
        ("https://X.example:8443/A_b?c=1&d=2#e", "https://x.example:8443/A_b?c=1&d=2#e"),
        ("https://clínica.example/guía?q=ñ#á", "https://xn--clnica-4va.example/gu%C3%ADa?q=%C3%B1#%C3%A1"),
        ("https://CLI\u0301NICA.example", "https://xn--clnica-4va.example"),
        ("https://xn--clnica-4va.example", "https://xn--clnica-4va.example"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://東京ひらがなabc.example/", "https://xn--abc-o73b4fvb9js28vsu5b.example/"),
        ("https://правда.example", "https://xn--80aafi6cg.example"),
        ("https://x.example/a%20b c%zz100%", "https://x.example/a%20b%20c%25zz100%25"),
        ("https://x.example/[1]", "https://x.example/%5B1%5D"),
        ("https://[::1]/", "https://[::1]/"),
        ("mailto:hello@clinic.example", "mailto:hello@clinic.example"),
        ("mailto:niña+1@clínica.example", "mailto:ni%C3%B1a+1@xn--clnica-4va.example"),
        ("tel:555-0100", "tel:555-0100"),
    ],
)
def test_an_address_in_ascii(written: str, expected: str) -> None:
    assert as_uri(written) == expected
    assert as_uri(expected) == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("https://me:secret@x.example/", "password"),
        ("https://clinic.example@evil.example/", "password"),
        ("https://clinic.example\\@evil.example/", "password"),
        ("https://clinic.example\\evil.example/", "can't be right"),
        ("https://x%2eexample/", "can't be right"),
        ("https://x.example:99999/", "can't be right"),
        ("https://x..example/", "can't be right"),
        ("https://-x.example/", "can't be right"),
        ("https://♥.example/", "can't be right"),
        ("https://[::1/", "can't be right"),
        (f"https://{'é' * 80}.example/", "can't be right"),
        ("https://p\u0430ypal.example/", "look like others"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.example/", "look like others"),
        ("https://xn--80ak6aa92e.example/", "look like others"),
        ("mailto:a@b.example?bcc=c@d.example", "nothing else"),
        ("mailto:a@b.example%3Fbody=x", "nothing else"),
        ("mailto:a@b.example,c@d.example", "no e-mail"),
        ("mailto:hello", "no e-mail"),
    ],
)
def test_an_address_that_is_not_safe_to_follow(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        as_uri(written)
    assert " Hint: " in str(caught.value)
