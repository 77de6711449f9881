"""What a page is drawn with: colours, outlines, glyphs, pictures, and the surface that takes them."""
