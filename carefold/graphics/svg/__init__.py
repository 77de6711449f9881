"""SVG pictures as shapes to paint: what would be drawn wrongly is refused with ValueError (“… Hint: …”).

Read `scene.py` first.
"""
