"""What the commands print, in English and Dutch; the lowest floor but one, since every other prints."""
