"""Run carefold as a module: `python -m carefold build about-ketamine`."""

from carefold.commands import main

main()
