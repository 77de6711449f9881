"""Garbage is collected once a document is done, as it was before."""

from __future__ import annotations

import gc

import pytest

from carefold.garbage import collected_later


@pytest.mark.parametrize("usual", [True, False])
def test_python_collects_again_afterwards_if_it_did_before(usual: bool) -> None:
    (gc.enable if usual else gc.disable)()
    try:
        with pytest.raises(ValueError, match="lost"), collected_later():
            assert not gc.isenabled()
            raise ValueError("lost")
        assert gc.isenabled() is usual
    finally:
        gc.enable()
