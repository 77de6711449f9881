"""Links whose words name another address or number than they lead to."""

import pytest


@pytest.mark.parametrize(
    ("link", "times"),
    [
        ("[555-0100](tel:555-0199)", 1),
        ("[911](tel:988)", 1),
        ("[call 1 (212) 555-0100 now](tel:+12125550100)", 0),
        ("[555-0100](tel:+1-212-555-0100)", 0),
        ("[555-0100](https://clinic.example)", 1),
        ("[our 24-hour line](tel:555-0199)", 0),
        ("[1-800-QUIT-NOW](tel:18007848669)", 0),
        ("[text 988](sms:988)", 0),
        ("[www.clinic.example](https://evil.example)", 1),
        ("[clinic.org](https://clinic.org.evil.example)", 1),
        ("[clinic.org/plan](https://www.clinic.org/other)", 0),
        ("[clinic.org](https://mychart.clinic.org/login)", 0),
        ("[https://clinic.example](https://clinic.example/knee)", 0),
        ("[clínica.example](https://xn--clnica-4va.example)", 0),
        ("[www.clínica.example](https://clínica.example/guía)", 0),
        ("[a@clinic.example](mailto:b@clinic.example)", 1),
        ("[a@clinic.example](mailto:A@Clinic.example)", 0),
        ("[a@clinic.example](https://clinic.example)", 1),
        ("[the plan of 2026-11-23](https://clinic.example)", 0),
        ("[our plan](https://clinic.example)", 0),
        ("https://clinic.example/a_b and me@clinic.example", 0),
        ("[ISBN 978-0-306-40615-7](https://clinic.example)", 0),
    ],
)
def test_words_and_targets(link, times, codes):
    assert codes(f"See {link} today.").count("CF154") == times
