"""Run carefold from a checkout: `python cli.py build about-ketamine`."""

from carefold.commands import main

if __name__ == "__main__":
    main()
