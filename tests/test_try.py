def test_a(clinic, read_pdf, layout):
    p = read_pdf(clinic.build(layout, '- "Hello **AVATAR** q̣̃ fi lift [words here](https://a.example) and [@zarate2006]."').data)
    print(p.root.text)
    for n in p.root.walk(): print(n.role, n.text[:60], n.annotations)
    for s in p.shown: print(s.page, s.mcid, s.text, s.x, s.y, s.width)
