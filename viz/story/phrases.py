"""Every sentence of what happens to a household as a template, English and Dutch side by side, with the same fields in both.

Templates are filled with names from `story_terms` and from the rows in configs, and with numbers; nothing here is a finding.
The frame around the events stands in `story_frame`.
"""

EVENTS: dict[str, tuple[str, str]] = {
    "left_died": (
        "Death. Another household comes to live here; this story ends.",
        "Overlijden. Er komt een ander huishouden wonen; dit verhaal eindigt.",
    ),
    "left_moved": ("The household moves away; this story ends.", "Het huishouden verhuist; dit verhaal eindigt."),
    "left_died_or_moved": (
        "The household ends by death or moves away; this story ends.",
        "Het huishouden eindigt door overlijden of verhuist; dit verhaal eindigt.",
    ),
    "life_event": (
        "Something happens in life that makes {domain} harder.",
        "Er gebeurt iets in het leven dat {domain} moeilijker maakt.",
    ),
    "job_lost": ("The job is lost; what is left is {income}.", "De baan valt weg; wat overblijft is {income}."),
    "income_stopped": ("The income stops; there is nothing to live on.", "Het inkomen stopt; er is niets om van te leven."),
    "detained": (
        "Detention: the income stops while the rent goes on.",
        "Detentie: het inkomen stopt, terwijl de huur doorloopt.",
    ),
    "found_work": ("There is work: {income}.", "Er is werk: {income}."),
    "benefit_granted": (
        "Social assistance is granted; there is income again.",
        "De bijstand wordt toegekend; er is weer inkomen.",
    ),
    "pension": ("The pension begins.", "Het pensioen begint."),
    "sanctioned": ("A sanction cuts the benefit for {weeks}.", "Een sanctie kort de uitkering, {weeks} lang."),
    "sanction_over": ("The benefit is paid in full again.", "De uitkering wordt weer volledig betaald."),
    "parted": ("The couple breaks up; one adult stays.", "Het paar gaat uit elkaar; één volwassene blijft over."),
    "dementia": ("Dementia shows.", "Er blijkt sprake van dementie."),
    "allowance_stopped": (
        "An allowance stops.",
        "Een toeslag stopt.",
    ),
    "allowance_restored": ("The allowances are paid out rightly again.", "De toeslagen kloppen weer en worden betaald."),
    "identity_lost": ("There is no valid proof of identity any more.", "Er is geen geldig identiteitsbewijs meer."),
    "identity_back": ("There is a valid proof of identity again.", "Er is weer een geldig identiteitsbewijs."),
    "home_unfit": ("The home is no longer fit to live in.", "De woning is niet langer geschikt om in te wonen."),
    "home_mended": ("The home is fit to live in again.", "De woning is weer geschikt om in te wonen."),
    "evicted": (
        "Eviction: the household loses its home, with {weeks} of rent behind.",
        "Uithuiszetting: het huishouden verliest de woning, met {weeks} huurachterstand.",
    ),
    "home_ended_temporary": (
        "The temporary place ends; there is no home.",
        "De tijdelijke plek houdt op; er is geen woning.",
    ),
    "home_ended_shelter": (
        "The place in the shelter ends; there is no home.",
        "De plek in de opvang houdt op; er is geen woning.",
    ),
    "staying_with_others": ("A temporary place is found, for {weeks}.", "Er is een tijdelijke plek, voor {weeks}."),
    "staying_with_others_lost": (
        "The household has to leave its home; there is a temporary place for {weeks}.",
        "Het huishouden moet de woning uit; er is een tijdelijke plek voor {weeks}.",
    ),
    "own_home_found": ("The household finds a home to rent by itself.", "Het huishouden vindt zelf een huurwoning."),
    "debts_collected": ("Collectors take over the debts, now €{debt}.",
                        "De schulden gaan naar de deurwaarder, nu €\u00a0{debt}."),
    "settled": (
        "The settlement is completed: €{debt} of debt is gone.",
        "De schuldregeling is voltooid: €\u00a0{debt} schuld is weg.",
    ),
    "settlement_lost": (
        "The household drops out of the settlement; the debt is €{debt} and is collected again.",
        "Het huishouden valt uit de schuldregeling; de schuld is €\u00a0{debt} en wordt weer geïnd.",
    ),
    "child_placed": ("A child goes to live elsewhere.", "Een kind gaat elders wonen."),
    "admitted": ("Someone is admitted in a mental crisis.", "Iemand wordt in een psychische crisis opgenomen."),
    "crisis_over_child_placed": ("The child comes home.", "Het kind komt thuis."),
    "crisis_over_admitted": ("The admission ends.", "De opname eindigt."),
    "setback": (
        "This is setback number {times} in a row: one came of another.",
        "Dit is tegenslag nummer {times} op rij: de ene kwam uit de andere voort.",
    ),
    "provision_ended": ("{provision} ends.", "{provision} stopt."),
    "provision_extended": ("{provision} is judged anew and goes on.", "{provision} wordt opnieuw beoordeeld en loopt door."),
    "nursing_home_asked": ("A place in a nursing home is asked for.", "Er wordt een plek in een verpleeghuis aangevraagd."),
    "file_left": (
        "The file leaves the team without being closed.",
        "Het dossier verlaat het team zonder te worden gesloten.",
    ),
    "out_of_view": ("After refusals the household drops out of view.", "Na afwijzingen raakt het huishouden uit beeld."),
    "back_in_view": ("The household is in view again.", "Het huishouden is weer in beeld."),
    "gave_up_waiting": (
        "The household gives up waiting for the team after {weeks}.",
        "Het huishouden geeft het wachten op het team op na {weeks}.",
    ),
    "request_lapsed": (
        "The household stops waiting for {agency} about {domain} after {weeks}.",
        "Het huishouden wacht niet langer op {agency} over {domain}, na {weeks}.",
    ),
    "asked_team": (
        "The household asks the neighbourhood team about {domain}.",
        "Het huishouden vraagt het wijkteam iets over {domain}.",
    ),
    "more_seen": (
        "The desk sees that there is more than {domain}; the household waits for a file of its own.",
        "De balie ziet dat er meer speelt dan {domain}; het huishouden wacht op een eigen dossier.",
    ),
    "advised": (
        "The team tells where else to turn; the question about {domain} stays.",
        "Het team wijst een andere weg; de vraag over {domain} blijft.",
    ),
    "file_opened": (
        "The team opens a file after {weeks} in the queue and sees {class_}.",
        "Het team opent een dossier na {weeks} in de wachtrij en ziet {class_}.",
    ),
    "file_opened_now": (
        "The team opens a file at once and sees {class_}.",
        "Het team opent meteen een dossier en ziet {class_}.",
    ),
    "peer_joined": ("A peer worker joins the professional.", "Een ervaringswerker gaat met de professional mee."),
    "desk_visit": ("A visit to the front desk, about {domain}.", "Een bezoek aan de balie, over {domain}."),
    "first_conversation": ("First conversation with the professional.", "Eerste gesprek met de professional."),
    "missed_appointment": ("An appointment is missed.", "Een afspraak wordt gemist."),
    "understood": (
        "The professional now knows what lies under the question.",
        "De professional weet nu wat er onder de vraag ligt.",
    ),
    "deed_blocked": (
        "The professional wants this: {deed}. It is not allowed{parties}.",
        "De professional wil dit: {deed}. Het mag niet{parties}.",
    ),
    "deed_blocked_rule": (
        "The professional wants this: {deed}. It is stopped: {rule}.",
        "De professional wil dit: {deed}. Het loopt vast: {rule}.",
    ),
    "deed_applied": ("The professional applies for this: {deed}.", "De professional vraagt dit aan: {deed}."),
    "deed_begun": (
        "The professional takes this up: {deed}; allowed {way}.",
        "De professional pakt dit op: {deed}; het mag {way}.",
    ),
    "deed_asked": (
        "The application for this is handed in at {agency}: {deed}.",
        "De aanvraag hiervoor ligt bij {agency}: {deed}.",
    ),
    "deed_passed_on": (
        "The application is passed on to another desk and waits again: {deed}.",
        "De aanvraag wordt doorgestuurd naar een ander loket en wacht opnieuw: {deed}.",
    ),
    "deed_granted": ("A yes from {agency} after {weeks}: {deed}.", "Een ja van {agency} na {weeks}: {deed}."),
    "deed_refused": ("A refusal by {agency}: {deed}.", "Een afwijzing van {agency}: {deed}."),
    "deed_refused_rule": (
        "A refusal by {agency}: {deed}. In the way stands: {rule}.",
        "Een afwijzing van {agency}: {deed}. In de weg staat: {rule}.",
    ),
    "deed_arranged": (
        "The hours for it are worked; it takes effect in {weeks}: {deed}.",
        "Het regelwerk is gedaan; het gaat in over {weeks}: {deed}.",
    ),
    "deed_done": ("It is done: {did} ({price}).", "Het is gelukt: {did} ({price})."),
    "deed_done_waits": (
        "It is arranged, and a place is waited for: {deed} ({price}).",
        "Het is geregeld, en er wordt op een plek gewacht: {deed} ({price}).",
    ),
    "deed_failed": ("It comes to nothing: {deed}.", "Er komt niets van: {deed}."),
    "deed_dropped": ("It is let go: {deed}.", "Het wordt losgelaten: {deed}."),
    "deed_undone": ("It comes undone: {deed}.", "Het houdt geen stand: {deed}."),
    "request_made": ("A request about {domain} goes to {agency}.", "Een aanvraag over {domain} gaat naar {agency}."),
    "nothing_on_offer": (
        "Help with {domain} is asked for, but nothing on offer answers it.",
        "Er wordt hulp bij {domain} gevraagd, maar niets in het aanbod past.",
    ),
    "granted": ("A yes from {agency} about {domain}.", "Een ja van {agency} over {domain}."),
    "refused": ("The request about {domain} is refused by {agency}.", "De aanvraag over {domain} is afgewezen door {agency}."),
    "refused_rule": (
        "The request about {domain} is refused by {agency}. In the way stands: {rule}.",
        "De aanvraag over {domain} is afgewezen door {agency}. In de weg staat: {rule}.",
    ),
    "passed_on": (
        "The request about {domain} is passed on to another desk; the waiting starts again.",
        "De aanvraag over {domain} wordt doorgestuurd naar een ander loket; het wachten begint opnieuw.",
    ),
    "not_needed": (
        "The request about {domain} is dropped, no longer needed.",
        "De aanvraag over {domain} vervalt, niet meer nodig.",
    ),
    "provision_started": ("{provision} starts.", "{provision} begint."),
    "provision_started_after": ("{provision} starts, after {weeks} of waiting.", "{provision} begint, na {weeks} wachten."),
    "arrangement_started": (
        "From now on this helps with {domain}: {provision}.",
        "Vanaf nu helpt dit bij {domain}: {provision}.",
    ),
    "shelter_entered": (
        "There is a place in a shelter, after {weeks} of waiting.",
        "Er is een plek in de opvang, na {weeks} wachten.",
    ),
    "home_found": ("A dwelling is found, after {weeks} of waiting.", "Er is een woning gevonden, na {weeks} wachten."),
    "papers_arranged": (
        "The registration is arranged, after {weeks} of waiting.",
        "De inschrijving is geregeld, na {weeks} wachten.",
    ),
    "moved_to_nursing_home": ("Move to a nursing home.", "Verhuizing naar een verpleeghuis."),
    "file_closed": (
        "The file ends after {weeks} and {hours} of work: {ending}. What was asked, and what lay under it, is {well}.",
        "Het dossier eindigt na {weeks} en {hours} werk: {ending}. Wat gevraagd werd, en wat eronder lag, is {well}.",
    ),
    "handover": (
        "The professional leaves; the household is back in the queue, and part of what was known is lost.",
        "De professional vertrekt; het huishouden staat weer in de wachtrij, en een deel van wat bekend was gaat verloren.",
    ),
    "finance_stop": (
        "Finance stops the new way of working in this place.",
        "De afdeling Financiën zet de gewijzigde werkwijze stop.",
    ),
    "rule_changed": (
        "A rule that stopped this household changes for everybody: {rule}.",
        "Een regel die dit huishouden tegenhield verandert voor iedereen: {rule}.",
    ),
    "room_short": (
        "There is less than a minimum budget to live on: €{short} a week too little.",
        "Er is minder dan een minimumbudget om van te leven: €\u00a0{short} per week te weinig.",
    ),
    "room_enough": (
        "There is enough to live on again: €{room} a week is left.",
        "Er is weer genoeg om van te leven: €\u00a0{room} per week blijft over.",
    ),
    "rent_behind": ("The rent is {weeks} behind.", "De huur loopt {weeks} achter."),
    "debt_grew": ("The debt passes €{level}.", "De schuld komt boven €\u00a0{level}."),
    "debt_cleared": ("The debts are gone.", "De schulden zijn weg."),
    "need_counts": ("The need about {domain} becomes one that counts.", "De zorgen over {domain} gaan meetellen."),
    "need_urgent": ("The need about {domain} becomes urgent.", "De behoefte bij {domain} wordt dringend."),
    "need_met": ("The need about {domain} is met.", "In de behoefte bij {domain} is voorzien."),
    "recovered": ("No need that counts is left.", "Er is geen behoefte meer die telt."),
    "stress_high": ("Stress has become high.", "De stress is hoog geworden."),
    "stress_eased": ("The stress has eased.", "De stress is gezakt."),
    "trust_low": ("Little trust in the team is left.", "Er is weinig vertrouwen in het team over."),
    "trust_high": ("Trust in the team has become high.", "Het vertrouwen in het team is hoog geworden."),
}
