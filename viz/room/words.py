"""Every word of the room, English and Dutch side by side: the phones' page, the facilitator's panel, the command, the report."""

from typing import Any

from experiments.words.language import languages, pick

# What the page of a phone needs.
PHONE: dict[str, tuple[str, str]] = {
    "title": ("Leefwereld: guess along", "Leefwereld: raad mee"),
    "intro": (
        "You join a world of made-up households that the facilitator steers. Here you guess, draw and vote; what came out is on the "
        "big screen.",
        "U doet mee in een wereld van verzonnen huishoudens, die de gespreksleider stuurt. Hier schat, tekent en stemt u; wat eruit "
        "kwam ziet u op het grote scherm.",
    ),
    "private": (
        "Only your answers are sent, with the name that you type here. They may be kept with the session.",
        "Alleen uw antwoorden worden verstuurd, met de naam die u hier typt. Ze kunnen met de sessie worden bewaard.",
    ),
    "name": ("Name or table (may stay empty)", "Naam of tafel (mag leeg)"),
    "join": ("Join", "Doe mee"),
    "wait": ("Wait for the next question. Look at the big screen.", "Wacht op de volgende vraag. Kijk naar het grote scherm."),
    "people": ("The same people and the same luck in both.", "In beide dezelfde mensen en hetzelfde toeval."),
    "guess_lead": ("What do you expect in B, on average over {years} years?", "Wat verwacht u in B, gemiddeld over {years} jaar?"),
    "guess_lead_one": ("What do you expect in B, on average over one year?", "Wat verwacht u in B, gemiddeld over één jaar?"),
    "in_a": ("In A: {value}", "In A: {value}"),
    "not_yet": ("not guessed yet", "nog niet geschat"),
    "as_a": ("As in A", "Zoals in A"),
    "lower": ("{gap} lower than in A", "{gap} lager dan in A"),
    "same": ("about the same as in A", "ongeveer gelijk aan A"),
    "higher": ("{gap} higher than in A", "{gap} hoger dan in A"),
    "points": ("{gap} points", "{gap} procentpunt"),
    "draw_lead": ("Draw what you expect in B, week by week. The dashed line is A.",
                  "Teken wat u in B verwacht, week na week. De streepjeslijn is A."),
    "draw_keys": ("Set it by year instead", "Stel het per jaar in"),
    "draw_at": ("year {year}", "jaar {year}"), "draw_start": ("start", "begin"),
    "wipe": ("Wipe the line", "Wis de lijn"),
    "send": ("Send", "Verstuur"), "send_again": ("Send again", "Verstuur opnieuw"),
    "sent": ("Sent. You can change it until the question closes.", "Verstuurd. U kunt het wijzigen tot de vraag sluit."),
    "changed": ("Changed, and not sent yet.", "Gewijzigd, en nog niet verstuurd."),
    "closed_now": ("The question is closed. Look at the big screen.", "De vraag is gesloten. Kijk naar het grote scherm."),
    "revealed": ("What came out", "Wat eruit kwam"),
    "you": ("you", "u"), "room": ("middle of the room", "midden van de zaal"), "came_out": ("B", "B"),
    "score": ("You foresaw the direction of {right} of {asked}.", "U voorzag de richting van {right} van de {asked}."),
    "no_answer": ("You did not answer this question.", "U hebt deze vraag niet beantwoord."),
    "votes": ("Votes: {count}", "Stemmen: {count}"),
    "lost": ("No connection with the server. It is tried again …", "Geen verbinding met de server. Er wordt opnieuw geprobeerd …"),
    "language": ("Nederlands", "English"),
    "chosen": ("your vote", "uw stem"),
}  # fmt: skip

# What a phone is answered when its request cannot be done.
REFUSALS: dict[str, tuple[str, str]] = {
    "wrong_token": ("This is not the address of the room. Type the address that is on the big screen.",
                    "Dit is niet het adres van de zaal. Typ het adres dat op het grote scherm staat."),
    "too_often": ("That is more than one person can send. Wait a moment; what you sent before is kept, and the worlds go on.",
                  "Dat is meer dan één mens kan versturen. Wacht even; wat u eerder stuurde is bewaard, en de werelden lopen door."),
    "too_large": ("That is too much for an answer, so it was not kept.", "Dat is te veel voor een antwoord en is niet bewaard."),
    "too_slow": ("That took too long to arrive, so it was not kept.", "Dat kwam te langzaam binnen en is niet bewaard."),
    "not_understood": ("That could not be understood, so nothing was changed.", "Dat was niet te begrijpen; er is niets gewijzigd."),
    "closed": ("This question is closed, so nothing was changed.", "Deze vraag is gesloten; er is niets gewijzigd."),
    "empty": ("Guess at least one thing, or draw a line, before you send.",
              "Schat ten minste één ding of teken een lijn voordat u verstuurt."),
    "unknown": ("This phone has to join first.", "Deze telefoon moet eerst meedoen."),
    "full": ("The room is full: no more phones can join.", "De zaal is vol: er kunnen geen telefoons meer bij."),
    "nothing_here": ("There is nothing at this address.", "Op dit adres is niets."),
    "facilitator": (
        "This page is the facilitator's. To take part, open the address that is on the big screen; to lead, open the whole address "
        "that the command printed, with its key.",
        "Deze pagina is van de gespreksleider. Meedoen: open het adres op het grote scherm. Leiden: open het hele adres dat de "
        "opdracht toonde, met de sleutel.",
    ),
}  # fmt: skip

PANEL: dict[str, tuple[str, str]] = {
    "panel": ("Room", "Zaal"), "panel_open": ("Room: {count} phones", "Zaal: {count} telefoons"),
    "panel_one": ("Room: 1 phone", "Zaal: 1 telefoon"),
    "close_panel": ("Close", "Sluiten"), "wide": ("Fill the screen", "Vul het scherm"), "narrow": ("Beside the worlds", "Naast de werelden"),
    "scan": ("Scan this, or type:", "Scan dit, of typ:"),
    "qr": ("QR code with the address {address}", "QR-code met het adres {address}"),
    "alone": ("Phones cannot reach this machine yet: start again with --room --host 0.0.0.0, on a network that you trust.",
              "Telefoons kunnen deze machine nog niet bereiken: start opnieuw met --room --host 0.0.0.0, op een netwerk dat u vertrouwt."),
    "ask_what": ("What is asked", "Wat gevraagd wordt"), "and_draw": ("a line to draw: {title}", "een lijn om te tekenen: {title}"),
    "ask": ("Ask the room", "Vraag het de zaal"), "ask_vote": ("Let them vote", "Laat stemmen"),
    "vote_bet": ("Would you bet on it?", "Durft u erop te rekenen?"),
    "vote_surprised": ("Were you surprised?", "Was u verrast?"),
    "vote_next": ("What shall we change next?", "Wat wijzigen we hierna?"),
    "vote_own": ("A question of your own, with yes and no", "Een eigen vraag, met ja en nee"),
    "own_text": ("Your question", "Uw vraag"),
    "yes": ("yes", "ja"), "no": ("no", "nee"), "cannot_say": ("I cannot say", "ik weet het niet"),
    "answers": ("Answers: {count}. Phones: {phones}.", "Antwoorden: {count}. Telefoons: {phones}."),
    "close": ("Close and show the guesses", "Sluit en toon de schattingen"), "close_vote": ("Close and show the votes", "Sluit en toon de stemmen"),
    "reopen": ("Open again", "Open weer"), "reveal": ("Show what came out", "Laat zien wat eruit kwam"),
    "rest": ("New question", "Nieuwe vraag"), "number": ("Question {number}", "Vraag {number}"),
    "hidden": ("The guesses are shown when the question is closed, so that nobody follows the others.",
               "De schattingen verschijnen als de vraag gesloten is, zodat niemand de anderen volgt."),
    "ways": ("{lower} lower, {same} about the same, {higher} higher", "{lower} lager, {same} ongeveer gelijk, {higher} hoger"),
    "middle": ("middle guess {value}", "middelste schatting {value}"),
    "by_phone": ("What the room guesses by phone", "Wat de zaal per telefoon schat"),
    "off_low": ("the middle guess was {gap} too low", "de middelste schatting was {gap} te laag"),
    "off_high": ("the middle guess was {gap} too high", "de middelste schatting was {gap} te hoog"),
    "off_none": ("the middle guess was about right", "de middelste schatting klopte ongeveer"),
    "came": ("in B it became {value}", "in B werd het {value}"),
    "key_a": ("A", "A"), "key_b": ("what came out in B", "wat eruit kwam in B"), "key_dot": ("a guess", "een schatting"),
    "key_middle": ("the middle guess", "de middelste schatting"), "key_band": ("B in {count} futures", "B in {count} toekomsten"),
    "low": ("A surprise: the room expected it lower than any of {futures} futures gives ({low} to {high}).",
            "Een verrassing: de zaal verwachtte het lager dan elk van {futures} toekomsten geeft ({low} tot {high})."),
    "high": ("A surprise: the room expected it higher than any of {futures} futures gives ({low} to {high}).",
             "Een verrassing: de zaal verwachtte het hoger dan elk van {futures} toekomsten geeft ({low} tot {high})."),
    "within": ("No surprise: the middle guess lies where {futures} futures end up ({low} to {high}); {inside} of {of} guessed there.",
               "Geen verrassing: de middelste schatting ligt waar {futures} toekomsten uitkomen ({low} tot {high}); {inside} van de {of} schatten dat."),
    "soon": ("Other luck is still being tried ({futures} of {all}); this is one future.",
             "Ander toeval wordt nog geprobeerd ({futures} van {all}); dit is één toekomst."),
    "nobody": ("Nobody guessed this.", "Niemand schatte dit."),
    "nobody_drew": ("Nobody drew a line.", "Niemand tekende een lijn."),
    "drew": ("{count} lines", "{count} lijnen"), "drew_one": ("1 line", "1 lijn"),
    "earlier": ("Earlier questions", "Eerdere vragen"),
    "no_layers": ("To vote on what to change next, start a case with layers.", "Stemmen over een wijziging kan bij een casus met lagen."),
    "no_text": ("Type the question first.", "Typ eerst de vraag."),
    "nothing_asked": ("Tick at least one thing to ask.", "Vink ten minste één ding aan om te vragen."),
    "no_question": ("No question is open.", "Er staat geen vraag open."),
    "seen": ("The room may have seen the end already: these worlds were played to the last week.",
             "De zaal kan het einde al gezien hebben: deze werelden zijn tot de laatste week gespeeld."),
}  # fmt: skip

COMMAND: dict[str, tuple[str, str]] = {
    "lead_at": ("you lead the room at {address} (Ctrl-C ends it; keep this address to yourself)",
                "u leidt de zaal op {address} (Ctrl-C stopt; houd dit adres voor uzelf)"),
    "join_at": ("phones join at {address}", "telefoons doen mee op {address}"),
    "add_host": ("only this machine can join now; for phones on your network add --host 0.0.0.0, in a room that you trust",
                 "alleen deze machine kan nu meedoen; voeg voor telefoons op uw netwerk --host 0.0.0.0 toe, in een zaal die u vertrouwt"),
    "shared_room": (
        "everybody on your network who knows the address of the room can guess, draw and vote, and nothing else; the worlds are "
        "steered from your page alone",
        "iedereen op uw netwerk die het adres van de zaal kent kan schatten, tekenen en stemmen, en niets anders; de werelden worden "
        "alleen vanaf uw pagina gestuurd",
    ),
}  # fmt: skip

REPORT: dict[str, tuple[str, str]] = {
    "heading": ("What the room expected", "Wat de zaal verwachtte"),
    "lead": (
        "During the session people guessed on their phones before they saw what came out. Each question stands here as it was asked, "
        "with every guess counted. What came out is the one draw of luck that was shown; futures are the same two worlds with other "
        "luck, the shown one included. The tables below are about more pairs and over the whole session, so that their levels differ.",
        "Tijdens de sessie schatten mensen op hun telefoon voordat ze zagen wat eruit kwam. Elke vraag staat hier zoals ze gesteld "
        "werd, met elke schatting geteld. Wat eruit kwam is het ene toeval dat getoond werd; toekomsten zijn dezelfde twee werelden "
        "met ander toeval, het getoonde meegerekend. De tabellen hierna gaan over meer paren en de hele sessie; hun niveaus verschillen dus.",
    ),
    "question": ("Question {number}, week {week}: {other} compared with {one}, over {years} years",
                 "Vraag {number}, week {week}: {other} vergeleken met {one}, over {years} jaar"),
    "vote": ("Question {number}, a vote: {text}", "Vraag {number}, een stemming: {text}"),
    "answered": ("{count} people answered.", "{count} mensen antwoordden."), "answered_one": ("1 person answered.", "1 mens antwoordde."),
    "caption": ("What the room guessed, and what came out", "Wat de zaal schatte, en wat eruit kwam"),
    "votes_caption": ("Votes", "Stemmen"),
    "th_line": ("what", "wat"), "th_a": ("in A", "in A"), "th_ways": ("lower · same · higher", "lager · gelijk · hoger"),
    "th_middle": ("middle guess", "middelste schatting"), "th_b": ("came out in B", "eruit gekomen in B"),
    "th_futures": ("B in other futures", "B in andere toekomsten"), "th_surprise": ("surprise", "verrassing"),
    "th_option": ("answer", "antwoord"), "th_votes": ("votes", "stemmen"),
    "s_low": ("yes: expected lower", "ja: lager verwacht"), "s_high": ("yes: expected higher", "ja: hoger verwacht"),
    "s_within": ("no", "nee"), "s_soon": ("not known", "niet bekend"), "s_nobody": ("nobody guessed", "niemand schatte"),
    "not_revealed": ("What came out was not shown in the session.", "Wat eruit kwam werd in de sessie niet getoond."),
    "to": ("{low} to {high}", "{low} tot {high}"),
    "drawn": ("{count} lines were drawn of {title}; the middle one ends at {middle}, what came out at {happened}.",
              "Van {title} werden {count} lijnen getekend; de middelste eindigt op {middle}, wat eruit kwam op {happened}."),
}  # fmt: skip

WORDS = {**PHONE, **REFUSALS, **PANEL, **COMMAND, **REPORT}


def say(key: str, lang: str, **fields: Any) -> str:
    """The words for `key`, filled in. Raises KeyError for what is not there."""
    text = pick(WORDS[key], lang)
    return text.format(**fields) if fields else text


def listed(words: dict[str, tuple[str, str]], lang: str) -> dict[str, str]:
    """Words of one kind in one language, for a page to fill in itself."""
    return {key: pick(pair, lang) for key, pair in words.items()}


def language_of(asked: str, accepted: str = "") -> str:
    """The language to answer in: the one asked for, else the first of the browser's that is offered, else English."""
    wanted = [asked, *(part.split(";")[0].strip() for part in accepted[:200].split(","))]
    return next((code[:2].lower() for code in wanted if code[:2].lower() in languages()), languages()[0])
