"""Pictures in other colour spaces, brought to sRGB: through their own profile where they have one."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from carefold.caches import kept
from carefold.pdf.xmp import srgb

_NEAR = 6  # of 255: a difference that nobody sees; profiles that are no further off count as sRGB
_LEAST_GAMMA, _MOST_GAMMA = 0.1, 10.0  # others are a program's mistake
_GAMMA_NEAR = 0.02  # of an exponent: a difference that nobody sees
_STEPS = (0, 64, 128, 192, 255)


def in_srgb(picture: Any) -> Any:
    """A Pillow image as RGB, RGBA, L or LA in sRGB; what it was cut out of stays transparent."""
    profile = picture.info.get("icc_profile")
    plain = _plain(picture)
    if not profile and (gamma := _gamma(picture.info)):
        return _brightened(plain, gamma)
    if not profile or is_srgb(profile, _space(picture.mode)):
        return plain if plain.mode in ("L", "LA", "RGB", "RGBA") else plain.convert("RGB")
    bands = "CMYK" if plain.mode == "CMYK" else "L" if plain.mode in ("L", "LA") else "RGB"
    change = _change(profile, bands)
    if change is None:
        return plain.convert("RGB") if plain.mode == "CMYK" else plain
    made = change.apply(plain if plain.mode == bands else plain.convert(bands))
    made = made.convert("L") if bands == "L" else made
    if plain.mode in ("LA", "RGBA"):
        made.putalpha(plain.getchannel("A"))
    return made


def _gamma(info: Mapping[str, Any]) -> float:
    """The exponent from light to samples that a PNG names (PNG 1.2, 4.2.2.1); 0 for none that differs from sRGB's."""
    said = info.get("gamma", 0.0) if "srgb" not in info else 0.0
    return said if _LEAST_GAMMA <= said <= _MOST_GAMMA and abs(said - 1 / 2.2) > _GAMMA_NEAR else 0.0


def _brightened(plain: Any, gamma: float) -> Any:
    """Samples of another gamma as those of sRGB; what is clear stays so."""
    table = [round(255 * (sample / 255) ** (1 / 2.2 / gamma)) for sample in range(256)]
    clear = list(range(256))
    bands = 1 if plain.mode in ("L", "LA") else 3
    return plain.point(table * bands + clear * (len(plain.getbands()) - bands))


@kept
def is_srgb(profile: bytes, space: str) -> bool:
    """Whether a profile changes no colour of a space (RGB, L or CMYK) by as much as one sees; a broken one does not."""
    from PIL import Image

    if space == "CMYK":
        return False
    change = _change(profile, space)
    if change is None:
        return True
    if space == "L":
        colours = [(step, step, step) for step in _STEPS]
    else:
        colours = [(red, green, blue) for red in _STEPS for green in _STEPS for blue in _STEPS]
    sample = Image.new(space, (len(colours), 1))
    sample.putdata([colour[0] for colour in colours] if space == "L" else colours)
    changed = change.apply(sample).tobytes()
    wanted = bytes(part for colour in colours for part in colour)
    return bool(max(abs(one - other) for one, other in zip(changed, wanted, strict=True)) <= _NEAR)


def _change(profile: bytes, space: str) -> Any:
    """The transform from a profile to sRGB; None for a profile that is broken or of another space."""
    from PIL import ImageCms

    try:
        return ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.ImageCmsProfile(BytesIO(srgb())), space, "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
    except (ImageCms.PyCMSError, OSError):
        return None


def _space(mode: str) -> str:
    return "CMYK" if mode == "CMYK" else "L" if mode in ("1", "L", "LA", "I", "I;16") else "RGB"


def _plain(picture: Any) -> Any:
    """The image without a palette, with 8 bits a part, with a band for what is transparent."""
    if picture.mode in ("I", "I;16", "I;16B", "I;16L"):
        return _eight_bits(picture)
    if picture.mode in ("CMYK", "LA", "RGBA"):
        return picture
    grey = picture.mode in ("1", "L")
    if "transparency" in picture.info or picture.mode == "PA":
        clear = picture.convert("RGBA")
        return clear.convert("LA") if grey else clear
    return picture.convert("L" if grey else "RGB")


def _eight_bits(picture: Any) -> Any:
    """Greys of 16 bits as L; as LA where one of them is clear."""
    fine = picture.convert("I")
    grey = fine.point(lambda value: value * (1 / 256) + 0).convert("L")
    clear = picture.info.get("transparency")
    if isinstance(clear, int):
        table = [255] * 65536
        table[clear & 0xFFFF] = 0
        grey.putalpha(fine.point(table, "L"))
    return grey
