"""What `leefwereld options` says, English and Dutch side by side; part of `wording.WORDS`."""

OPTION_WORDS: dict[str, tuple[str, str]] = {
    "op_nothing": ("nothing: {title}", "niets: {title}"),
    "op_half": ("half of it: {title}", "de helft: {title}"),
    "op_first": ("the first lever: {title}", "de eerste knop: {title}"),
    "op_package": ("the package: {title}", "het pakket: {title}"),
    "op_all": ("all of it: {title}", "alles: {title}"),
    "op_sets": ("{option}, which sets {rows}", "{option}, dat is {rows}"),
    "op_mix": ("the KPI mix", "de KPI-mix"),
    "op_title": ("What to choose", "Wat te kiezen"),
    "op_head": (
        "{households} households, {years} years, {pairs} futures; every option against doing nothing (current practice), with "
        "the same luck.",
        "{households} huishoudens, {years} jaar, {pairs} toekomsten; elke keuze tegenover niets doen (de huidige praktijk), met "
        "hetzelfde toeval.",
    ),
    "op_option": ("option", "keuze"),
    "op_trouble": ("serious trouble, second year after asking, weeks a year",
                   "ernstig in de knel, tweede jaar na de vraag, weken per jaar"),
    "op_waits": ("waits: half / nine in ten met within, weeks; not after 26, per 100",
                 "wacht: helft / negen op tien gesproken binnen, weken; na 26 niet, per 100"),
    "op_hours": ("hours a week there / asked; fte short", "uren per week er / gevraagd; fte tekort"),
    "op_fte": ("fte to wait no longer", "fte om niet langer te wachten"),
    "op_net": ("own net, euro per household, year {years} (EUR mln in the last)",
               "eigen saldo, euro per huishouden, jaar {years} (mln euro in het laatste)"),
    "op_pilot": ("a pilot shows it from week", "een proef laat het zien vanaf week"),
    "op_flip": ("what would turn it round", "wat het zou omdraaien"),
    "op_watch": ("watch early", "vroeg volgen"),
    "op_more_fte": ("more than {most}", "meer dan {most}"),
    "op_by": ("{week} ({what})", "{week} ({what})"),
    "op_not_within": ("not within {week}", "niet binnen {week}"),
    "op_one_team": ("one team: no pilot", "één team: geen proef"),
    "op_flip_no": ("{what}: no assumption stands out in {futures} futures",
                   "{what}: geen aanname springt eruit in {futures} toekomsten"),
    "op_flip_inside": ("{what}: goes with {name}, and turns nowhere in its range",
                       "{what}: hangt samen met {name}, en draait nergens in het bereik"),
    "op_flip_above": ("{what}: {name} above {at}", "{what}: {name} boven {at}"),
    "op_flip_below": ("{what}: {name} below {at}", "{what}: {name} onder {at}"),
    "op_trouble_short": ("trouble", "knel"),
    "op_net_short": ("net", "saldo"),
    "op_watch_none": ("nothing surely", "niets met zekerheid"),
    "op_watch_few": ("fewer than 8 futures", "minder dan 8 toekomsten"),
    "op_reading": (
        "Waits count everybody who asks; who gives up counts as not met. Fte are per 10,000 households, on top of the option, "
        "so that half of those who ask wait no longer than under current practice. Own net is what the municipality has left, "
        "undiscounted: above zero is gain. A pilot runs in half of the teams and shows when eight in ten towns would see it "
        "beyond luck. The first lever and the package are sought in {searches} futures; a package does two thirds of what all "
        "of it does.",
        "De wachttijden tellen iedereen met een vraag; wie afhaakt telt als niet gesproken. Fte zijn per 10.000 huishoudens, "
        "boven op de keuze, zodat de helft van de vragers niet langer wacht dan in de huidige praktijk. Het eigen saldo is "
        "wat de gemeente overhoudt, niet verdisconteerd: boven nul is winst. Een proef loopt in de helft van de teams en laat "
        "het zien als acht van de tien gemeenten het boven het toeval uit zouden zien. De eerste knop en het pakket zijn "
        "gezocht in {searches} toekomsten; een pakket doet twee derde van wat alles doet.",
    ),
    "op_missing": ("left out: {why}", "weggelaten: {why}"),
    "op_no_package": ("{title}: no part of its levers does two thirds of what all of it does, so that there is no package",
                      "{title}: geen deel van de knoppen doet twee derde van wat alles doet; er is dus geen pakket"),
    "op_figure": ("Trouble, waiting and own net of every option against doing nothing",
                  "De knel, het wachten en het eigen saldo van elke keuze tegenover niets doen"),
    "op_range": ("dot: mean; line: eight in ten futures", "punt: gemiddelde; lijn: acht van de tien toekomsten"),
    "op_late_panel": ("not met after 26 weeks, per 100", "na 26 weken niet gesproken, per 100"),
    "op_net_panel": ("own net, euro per household: first year (square) and last (triangle)",
                     "eigen saldo, euro per huishouden: eerste jaar (vierkant) en laatste (driehoek)"),
    "op_trouble_panel": ("serious trouble, weeks a year", "ernstig in de knel, weken per jaar"),
}  # fmt: skip
