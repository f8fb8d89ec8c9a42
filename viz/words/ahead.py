"""Words of the viewer on what becomes of worlds at a week ahead, and on variants; English and Dutch side by side."""

AHEAD: dict[str, tuple[str, str]] = {
    "effect": ("What becomes of it", "Wat ervan komt"), "effect_at": ("Look at", "Kijk naar"), "at_year": ("year {year}", "jaar {year}"),
    "effect_note": ("{other} compared with {one}, over the weeks up to there. The worlds run ahead out of sight; the time line stays where it is.",
                    "{other} vergeleken met {one}, over de weken tot daar. De werelden lopen uit het zicht vooruit; de tijdlijn blijft waar ze is."),
    "effect_wait": ("Running ahead …", "Vooruit aan het rekenen …"), "effect_pairs": ("{pairs} of 8 pairs with other luck", "{pairs} van 8 paren met ander toeval"),
    "effect_was": ("was {gap}", "was {gap}"), "effect_hidden": ("A question about these worlds is open. What becomes of them is shown when the room has guessed and seen.",
        "Er staat een vraag over deze werelden open. Wat ervan komt wordt getoond als de zaal geraden en gekeken heeft."),
    "effect_show": ("Show what becomes of it", "Laat zien wat ervan komt"), "effect_hide": ("Hide this", "Verberg dit"), "effect_which": ("Outcomes", "Uitkomsten"),
    "variants_note": ("One row is one variant: a bookmark, or the worlds as they are now. Each cell: what differs, {other} minus {one}, up to that week, and what that is worth on luck alone.",
                      "Eén rij is één variant: een bladwijzer, of de werelden zoals ze nu zijn. In elke cel: wat verschilt, {other} min {one}, tot die week, en wat dat waard is op toeval alleen."),
    "variant": ("Variant", "Variant"), "variant_now": ("As it is now", "Zoals het nu is"), "variant_go": ("Go there", "Ga erheen"),
    "variant_none": ("No bookmark yet. Set levers or layers, and press Bookmark: it becomes a row here.", "Nog geen bladwijzer. Zet knoppen of lagen, en druk op Bladwijzer: dat wordt hier een rij."),
    "variant_name": ("Name of this variant", "Naam van deze variant"), "stop_at": ("play until", "speel tot"), "stop_end": ("the end", "het einde"),
    "until_week": ("until week {week}", "tot week {week}"),
    "report": ("Report", "Rapport"), "report_hint": ("A report of these worlds over eight pairs, as a page", "Een rapport van deze werelden over acht paren, als pagina"),
    "report_wait": ("The report is being made …", "Het rapport wordt gemaakt …"),
    "report_busy": ("A report is being made already; try again when it is there.", "Er wordt al een rapport gemaakt; probeer het opnieuw als dat er is."),
    "report_failed": ("The report could not be made. Save keeps the session; leefwereld report FILE says why.", "Het rapport kon niet worden gemaakt. Opslaan bewaart de sessie; leefwereld report BESTAND zegt waarom."),
    "left_model": ("This session was made with another version of the model: the same settings may give other worlds.", "Deze sessie is met een andere versie van het model gemaakt: dezelfde instellingen kunnen andere werelden geven."),
}  # fmt: skip
