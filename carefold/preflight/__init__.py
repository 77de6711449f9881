"""Finished bytes read back: does the PDF hold what it should?"""
