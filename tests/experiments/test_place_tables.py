"""Tables as downloaded: every layout gives the same numbers, and whatever is wrong is one sentence with file, row and column."""

import random
import zipfile

import pytest

from abm.settings.errors import ConfigError
from experiments.place.cells import read_cell
from experiments.place.collect import numbers_of, table_of
from experiments.place.privacy import passes_eleven
from experiments.place.reading import names_of, read_sheet

HEAD = ("WijkenEnBuurten;Gemeentenaam_1;Codering_3;AantalInwoners_5;k_65JaarOfOuder_12;HuishoudensTotaal_29;"
        "MateVanStedelijkheid_122")  # fmt: skip
KEY_FIGURES = f"""{HEAD}
NL00      ;Nederland           ;NL00      ;17940000;3680000;8370000;2
GM9999    ;Waterkom            ;GM9999    ;64800;14900;29400;3
WK999901  ;Waterkom            ;WK999901  ;30000;.;13000;3
"""
WMO = '''"Wmo-cliënten; type maatwerkvoorziening, regio"
"Type maatwerkvoorziening";"Regio's";"Perioden";"Wmo-cliënten"
"";"";"";"aantal"
"Hulp bij het huishouden";"Nederland";"2023";"540000"
"Hulp bij het huishouden";"Waterkom (GM)";"2023";"2300"
"Hulp bij het huishouden";"Waterkom (GM)";"2024*";"."
"Ondersteuning thuis";"Nederland";"2023";"250000"
"Ondersteuning thuis";"Waterkom (GM)";"2023";"1010"
"Bron: CBS"
'''


def write(folder, text, name="85984NED_2024.csv", coding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(coding))
    return path


def read(path, code="GM9999", name="Waterkom"):
    sheet = read_sheet(path)
    found, districts = numbers_of(sheet, table_of(sheet), code, name)
    return {item.name: item for item in found}, districts


def refusal(path, **who):
    with pytest.raises(ConfigError) as caught:
        read(path, **who)
    return str(caught.value)


def test_key_figures_give_own_and_national_numbers(tmp_path):
    found, districts = read(write(tmp_path, KEY_FIGURES))
    assert (found["households"].own, found["households"].national, found["households"].year) == (29400, 8370000, 2024)
    assert found["persons_65"].own == 14900 and found["households"].column == "HuishoudensTotaal_29"
    assert [(item.code, item.households, item.low_income) for item in districts] == [("WK999901", 13000, None)]


@pytest.mark.parametrize("change", [
    lambda text: text.replace("_29", "_41").replace("_5;", "_7;").replace("_12;", "_19;"),  # other suffixes
    lambda text: text.replace(";", ","),  # the odata client
    lambda text: text.replace("    ", ""),  # no spaces behind codes
    lambda text: "Kerncijfers wijken en buurten\n\n" + text + "Bron: CBS\n",
    lambda text: text.replace(HEAD, "gwb_code_10;gm_naam;gwb_code;a_inw;a_65_oo;a_hh;ste_mvs"),
    lambda text: text.replace("WijkenEnBuurten;", '"Wijken en buurten";')
                     .replace("AantalInwoners_5", '"Bevolking|Aantal inwoners (aantal)"')
                     .replace("k_65JaarOfOuder_12", '"Bevolking|Leeftijd|65 jaar of ouder (aantal)"')
                     .replace("HuishoudensTotaal_29", '"Huishoudens|Huishoudens totaal (aantal)"'),
])  # fmt: skip
def test_layouts_give_the_same_numbers(tmp_path, change):
    found, _ = read(write(tmp_path, change(KEY_FIGURES)))
    assert {name: found[name].own for name in ("persons", "persons_65", "households")} == {
        "persons": 64800, "persons_65": 14900, "households": 29400}  # fmt: skip


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_statline_with_lines_above_and_units_below_the_names(tmp_path, coding):
    found, _ = read(write(tmp_path, WMO, "wmo.csv", coding))
    assert (found["household_help_clients"].own, found["household_help_clients"].national) == (2300, 540000)
    assert found["support_clients"].own == 1010
    assert {item.year for item in found.values()} == {2023}, "2024 is missing for this place"


def test_totals_are_taken_where_a_table_is_split(tmp_path):
    text = ("Regio's;Leeftijd referentiepersoon;Perioden;Totaal;Niet-gehuwd paar;Gehuwd paar;Eenouder\n"
            "GM9999;Totaal leeftijd;2024;29400;4000;11000;2200\nGM9999;20 tot 25 jaar;2024;900;300;10;40\n")  # fmt: skip
    found, _ = read(write(tmp_path, text, "71486ned.csv"))
    assert found["hh_married"].own == 11000 and found["hh_married"].national is None
    assert "no total" in refusal(write(tmp_path, text.replace("Totaal leeftijd", "25 tot 30 jaar"), "71486ned.csv"))


@pytest.mark.parametrize("text, comma, value", [
    ("12,5", True, 12.5), ("1.234,5", True, 1234.5), ("12.5", False, 12.5), ("1 234", False, 1234), ("2350*", True, 2350),
    (".", True, None), ("", False, None), (" ", True, None), ("x", True, None), ("-", True, 0), (" 40 ", False, 40),
])  # fmt: skip
def test_cells(text, comma, value):
    assert read_cell(text, "here", "euro", comma) == value


@pytest.mark.parametrize("text, unit, comma", [
    ("1.234", "count", False), ("12,5", "euro", False), ("1.23,5", "euro", True), ("12,5,1", "euro", True),
    ("twelve", "count", True), ("-4", "count", True), ("101", "percent", True), ("1e5", "count", False),
])  # fmt: skip
def test_cells_that_are_refused(text, unit, comma):
    with pytest.raises(ConfigError, match=r"file\.csv, row 3, column 'x' is .*allowed"):
        read_cell(text, "file.csv, row 3, column 'x'", unit, comma)


def test_a_wrong_cell_names_file_row_and_column(tmp_path):
    told = refusal(write(tmp_path, KEY_FIGURES.replace("64800;14900", "64800;veel")))
    assert "85984NED_2024.csv, row 3, column 'k_65JaarOfOuder_12' is 'veel'" in told


def test_an_unknown_municipality_names_the_nearest(tmp_path):
    told = refusal(write(tmp_path, KEY_FIGURES), code="GM9989", name="Waterkomm")
    assert "GM9989" in told and "did you mean 'GM9999'?" in told
    assert "did you mean 'Waterkom'?" in refusal(write(tmp_path, WMO, "wmo.csv"), code="GM9989", name="Waterkomm")


def test_a_year_is_needed(tmp_path):
    assert "says no year" in refusal(write(tmp_path, KEY_FIGURES, "tabel.csv"))
    undated = WMO.replace('"2023"', '"laatst"').replace('"2024*"', '"laatst"')
    assert "holds no year" in refusal(write(tmp_path, undated, "wmo.csv"))


def test_an_unknown_table_says_what_was_looked_for(tmp_path):
    told = refusal(write(tmp_path, "Fiets;Perioden;Regio's\nrood;2024;GM9999\nblauw;2024;GM9999\n", "fietsen.csv"))
    assert "none of the known tables" in told and "86050NED (wmoclienten, type)" in told and "Fiets" in told


def test_a_table_that_lies_on_its_side_says_to_turn_it(tmp_path):
    sideways = '"Perioden";"2024";"2024"\n"Regio\'s";"Nederland";"Waterkom"\n"Gehuwd paar";"3250000";"31000"\n'
    assert "regions in rows" in refusal(write(tmp_path, sideways, "71486ned_2024.csv"))


def test_keys_for_kinds_and_double_rows_are_refused(tmp_path):
    keys = WMO.replace("Hulp bij het huishouden", "A050283").replace("Ondersteuning thuis", "A050284")
    assert "with names, not with keys" in refusal(write(tmp_path, keys, "wmo.csv"))
    twice = WMO.replace('"Ondersteuning thuis";"Waterkom (GM)"', '"Hulp bij het huishouden";"Waterkom (GM)"')
    assert "one row" in refusal(write(tmp_path, twice, "wmo.csv"))


@pytest.mark.parametrize("content", [b"", b"\x00\x01table", b"one word\n"])
def test_files_that_are_no_tables(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="allowed"):
        read_sheet(path)


def numbers_that_pass(count):
    """Nine digits that pass the check by eleven, found by trying: of nobody, since they are not looked up."""
    return [text for text in (f"{number:09d}" for number in range(111222000, 111223000)) if passes_eleven(text)][:count]


def test_names_of_a_column():
    assert "gemeentenaam" in names_of("Gemeentenaam_1") and "aantalinwoners" in names_of("Bevolking/Aantal inwoners (aantal)")
    assert names_of("k_65JaarOfOuder_12") == ("65jaarofouder",)


def test_the_check_by_eleven():
    assert passes_eleven("111222333") and not passes_eleven("111222334") and not passes_eleven("000000000")


@pytest.mark.parametrize("column, values, word", [
    ("Achternaam", ["a", "b"], "name"), ("Geboortedatum", ["1-1-1980", "2-2-1990"], "date of birth"),
    ("BSN", ["1", "2"], "citizen"),
    ("Woonadres", ["x 1", "y 2"], "address"), ("E-mail", ["x", "y"], "way to reach"), ("naam", ["Jansen", "De Vries"], "name"),
    ("nummer", numbers_that_pass(2), "citizen service number"),
])  # fmt: skip
def test_files_about_persons_are_refused(tmp_path, column, values, word):
    from experiments.place.privacy import refuse_personal

    rows = "".join(f"GM9999;{value};{count}\n" for count, value in enumerate(values))
    sheet = read_sheet(write(tmp_path, f"Regio;{column};Aantal\n{rows}", "clienten.csv"))
    with pytest.raises(ConfigError, match=word) as caught:
        refuse_personal(sheet)
    assert column in str(caught.value) and "clienten.csv" in str(caught.value)


def test_names_of_regions_and_counts_of_nine_digits_are_no_persons(tmp_path):
    from experiments.place.privacy import refuse_personal

    refuse_personal(read_sheet(write(tmp_path, "code;naam;MeestVoorkomendePostcode_113;aantal\nGM9999;Waterkom;9999;111222333\n"
                                               "GM9998;Landkom;9998;111222334\n", "x.csv")))  # fmt: skip


TABLES = {
"71486ned.csv":'''"ID","Geslacht","LeeftijdReferentiepersoon","RegioS","Perioden","TotaalParticuliereHuishoudens_1","Eenpersoonshuishouden_2","TotaalNietGehuwdPaar_3","TotaalGehuwdPaar_4","Eenouderhuishouden_5"
0,"Totaal mannen en vrouwen","Totaal leeftijd","Nederland","2024",8374404,3341000,1200000,3100000,620000
1,"Totaal mannen en vrouwen","Totaal leeftijd","Almere","2024",93000,36600,12000,33000,11000
2,"Totaal mannen en vrouwen","20 tot 25 jaar","Almere","2024",3000,2000,600,100,200
''',
"wmo uit.csv":'''Type voorziening;Regio's;Perioden;Trajecten|Beginstand (aantal);Trajecten|Instroom;Trajecten|Uitstroom
Hulp bij het huishouden;Nederland;2023;500000;120000;110000
Hulp bij het huishouden;Almere;2023;4500;1300;1200
''',
"83454NED.csv":'''"VormenVanJeugdzorg";"RegioS";"Perioden";"BegroteKosten_1";"GerealiseerdeKosten_2"
"Totaal jeugdzorg";"NL01  ";"2022JJ00";5600000;5900000
"Totaal jeugdzorg";"GM0034";"2022JJ00";70000;75000
"Jeugdhulp met verblijf";"GM0034";"2022JJ00";20000;25000
''',
"85588NED.csv":'''Type voorziening;Regio's;Perioden;Re-integratievoorzieningen (aantal)
Totaal voorzieningen;Nederland;2024 december;160000
Totaal voorzieningen;Almere;2024 december;1500
Beschut werk;Almere;2024 december;300
''',
"82015NED.csv":'''"Leefvorm";"Regio's";"Perioden";"Bijstandsuitkeringen|Totaal (aantal)"
"Totaal";"Nederland";"2024 maart";"401000"
"Totaal";"Almere";"2024 maart";"6200"
"Alleenstaand";"Almere";"2024 maart";"4000"
''',
"kwb-2024.csv":'''gwb_code_10;gwb_code_8;regio;gm_naam;recs;gwb_code;ind_wbz;a_inw;a_65_oo;a_hh;a_1p_hh;a_hh_z_k;a_hh_m_k;\
p_wcorpw;g_hh_sti;p_hh_li;a_soz_wb;a_jz_tn;a_wmo_t;ste_mvs
NL00;0;Nederland;Nederland;Land;NL00;.;17942942;3674532;8374404;3348000;2390000;2636000;29;36,6;40,0;389000;361000;1180000;2
GM0034;34;Almere;Almere;Gemeente;GM0034;1;226630;32000;93200;31000;24000;38000;29;34,0;41,2;5400;5600;9800;2
WK003401;3401;Almere Haven;Almere;Wijk;WK003401;1;22000;5200;10300;4200;3000;3100;45;30,1;50,2;900;.;1900;2
WK003402;3402;Almere Stad;Almere;Wijk;WK003402;1;112000;14000;46000;16000;12000;18000;33;32,5;44;3300;.;5400;2
BU00340100;340100;Centrum;Almere;Buurt;BU00340100;1;5000;1200;2600;1400;700;500;50;28;55;.;.;.;1
''',
}
GIVES = {
    "71486ned.csv": ("71486ned", {"hh_all": (93000, 8374404), "hh_married": (33000, 3100000), "hh_unmarried": (12000, 1200000)}),
    "wmo uit.csv": ("83268NED", {"household_help_stock": (4500, 500000), "household_help_out": (1200, 110000)}),
    "83454NED.csv": ("83454NED", {"youth_spent": (75000, 5900000)}),
    "85588NED.csv": ("85588NED", {"reintegration": (1500, 160000)}),
    "82015NED.csv": ("82015NED", {"assistance": (6200, 401000)}),
    "kwb-2024.csv": ("85984NED", {"households": (93200, 8374404), "income": (34.0, 36.6), "youth_clients": (5600, 361000)}),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_other_table_is_recognised_and_gives_its_numbers(tmp_path, name):
    path = write(tmp_path, TABLES[name], name, "cp1252")
    assert table_of(read_sheet(path)).id == GIVES[name][0]
    found, _ = read(path, "GM0034", "almere")
    told = {key: (found[key].own, found[key].national) for key in GIVES[name][1]}
    assert told == GIVES[name][1]


LONG = """Id,Measure,ValueAttribute,Value,StringValue,WijkenEnBuurten,MeasureLabel,WijkenEnBuurtenLabel
1,M0001,None,17940000.0,,NL00      ,Aantal inwoners,Nederland
2,M0002,None,8370000.0,,NL00      ,Huishoudens totaal,Nederland
3,M0001,None,64800.0,,GM9999    ,Aantal inwoners,Waterkom
4,M0002,None,29400.0,,GM9999    ,Huishoudens totaal,Waterkom
5,M0003,Missing,,,GM9999    ,65 jaar of ouder,Waterkom
6,M0003,None,3680000.0,,NL00      ,65 jaar of ouder,Nederland
7,M0002,None,13000.0,,WK999901  ,Huishoudens totaal,Haven
"""
LONG_WMO = """"";"Measure";"ValueAttribute";"Value";"TypeMaatwerkvoorziening";"RegioS";"Perioden";"TypeMaatwerkvoorzieningLabel"
"1";"Wmo-cliënten";"None";540000;"A018946";"NL01  ";"2023JJ00";"Hulp bij het huishouden"
"2";"Wmo-cliënten";"None";2300;"A018946";"GM9999";"2023JJ00";"Hulp bij het huishouden"
"3";"Wmo-cliënten per 1 000 inwoners";"None";35,5;"A018946";"GM9999";"2023JJ00";"Hulp bij het huishouden"
"""


@pytest.mark.parametrize("comma", [False, True])
def test_one_number_a_row_is_turned_into_columns(tmp_path, comma):
    text = LONG.replace(",", ";").replace(".0;", ";") if comma else LONG
    found, districts = read(write(tmp_path, text, "85984NED_Observations_2024.csv"))
    assert (found["households"].own, found["households"].national) == (29400, 8370000)
    assert found["persons"].own == 64800 and "persons_65" not in found
    assert [(item.code, item.households) for item in districts] == [("WK999901", 13000)]
    found, _ = read(write(tmp_path, LONG_WMO, "86050NED.csv"))
    assert (found["household_help_clients"].own, found["household_help_clients"].national) == (2300, 540000)


def test_one_number_a_row_without_names_or_twice_is_refused(tmp_path):
    bare = "\n".join(",".join(line.split(",")[:6]) for line in LONG.splitlines())
    assert "measures have keys (M0001, M0002)" in (told := refusal(write(tmp_path, bare))) and "cbs4_add_label_columns" in told
    twice = LONG + "8,M0002,None,1.0,,GM9999    ,Huishoudens totaal,Waterkom\n"
    assert "row 9: a second number of the same measure" in refusal(write(tmp_path, twice))


def test_a_zip_file_holds_one_table(tmp_path):
    path = tmp_path / "85984NED_2024.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("85984NED_2024.csv", KEY_FIGURES)
        box.writestr("85984NED_metadata.csv", "Titel;Kerncijfers\n")
    assert read(path)[0]["households"].own == 29400
    with zipfile.ZipFile(path, "a") as box:
        box.writestr("wmo.csv", WMO)
    assert "holds 2 tables (85984NED_2024.csv, wmo.csv); allowed: one" in refusal(path)
    path.write_bytes(b"PK no zip")
    assert "cannot be unpacked" in refusal(path)


def test_a_spreadsheet_is_read_where_pandas_can_and_else_says_what_to_choose(tmp_path, monkeypatch):
    pandas = pytest.importorskip("pandas")
    path = write(tmp_path, "PK", "kwb-2024.xlsx")

    def lacking(*args, **options):
        raise ImportError("openpyxl")

    monkeypatch.setattr(pandas, "read_excel", lacking)
    assert "choose 'CSV' at download" in refusal(path)
    rows = [line.split(";") for line in KEY_FIGURES.splitlines()]
    monkeypatch.setattr(pandas, "read_excel", lambda *args, **options: pandas.DataFrame(rows))
    assert read(path)[0]["households"].own == 29400


def test_a_row_with_too_many_cells_is_refused(tmp_path):
    told = refusal(write(tmp_path, KEY_FIGURES.replace(";29400;", ";29;400;")))
    assert "row 3" in told and "8 cells" in told and "7, one a column" in told


def test_few_districts_give_way_to_neighbourhoods(tmp_path):
    row = "BU0034010{n};{n};B;Almere;Buurt;BU0034010{n};1;5000;1200;2600;1400;700;500;50;28;5{n};.;.;.;1\n"
    rows = "".join(row.format(n=n) for n in range(1, 5))
    _, districts = read(write(tmp_path, TABLES["kwb-2024.csv"] + rows, "kwb-2024.csv"), "GM0034", "Almere")
    assert len(districts) == 5 and all(item.code.startswith("BU0034") for item in districts)


BITS = (";", ",", '"', "\n", "\t", "-", "*", ".", "1e9", "\x00", "é", "NL00", "GM9999", "2024", "9" * 30, "1.234", "nan", "inf",
        "%", " ", "Totaal", "\r", "\u2028", "10²")  # fmt: skip


@pytest.mark.parametrize("text", [KEY_FIGURES, WMO])
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path, text):
    luck, refused = random.Random(7), 0
    for turn in range(120):
        damaged = text
        for _ in range(luck.randint(1, 3)):
            start = luck.randrange(len(damaged))
            damaged = damaged[:start] + luck.choice(BITS) + damaged[start + luck.choice((0, 1, 3, 20)) :]
        plain = damaged.encode("cp1252", "ignore").decode("cp1252") == damaged
        coding = luck.choice(("utf-8", "cp1252", "utf-16")) if plain else "utf-8"
        try:
            found, _ = read(write(tmp_path, damaged, f"85984NED_2024_{turn}.csv", coding))
        except ConfigError as error:
            refused += 1
            assert "85984NED_2024" in str(error) and "Traceback" not in str(error)
        else:
            assert all(item.own >= 0 for item in found.values())
    assert 0 < refused < 120, "some damage is seen, and some leaves the numbers alone"
