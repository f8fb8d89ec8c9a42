"""What a report shows, as data: facts and estimates gathered from a comparison, without words."""
