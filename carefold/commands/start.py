"""What `carefold` alone says in a folder that is no project: how to make one."""

FIRST_STEPS = """\
This folder is no project yet. A project is a folder with the clinic and its handouts. Make one:

    carefold new project my-clinic
    cd my-clinic
    carefold build

There, you start handouts of your own: carefold new handout NAME
Or with what you have, a Word, Markdown or text file: carefold import FILE
To see a sample first: carefold build about-ketamine"""
