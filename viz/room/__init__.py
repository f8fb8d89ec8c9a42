"""The room: one shared world that the facilitator steers, and phones on which everybody guesses, draws and votes.

`room` holds who joined and what is asked, `web` is what phones reach, `gate` keeps the viewer for the facilitator, `panel` is
the facilitator's side, `report` the section of a session's report. Phones change nothing but their own answers.
"""
