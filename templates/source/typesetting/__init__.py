"""Typesets the letters' plain text (*.letter) as ordinary office documents."""
