"""Define the rules about grids: tables keyed cell by cell as printed (E14x)."""

from pipeline.localization import localized
from pipeline.rules.finding import Finding


class CellNotExplained(Finding):
    """A cell of a grid is a plain number, or a mark whose meaning the key states."""

    code, name, check_name = "E140", "cell-not-explained", "file"
    message_template = localized("The cell {value} is neither a number nor a mark of the key.")
    remedy_template = localized(
        "Correct the cell; or state its mark under marks, its parts under exceptions, its line or column under notes."
    )
    wrong = "tables/population.csv: C4: …\npopulation.yaml: marks: {}"
    right = 'tables/population.csv: C4: …\npopulation.yaml: marks: {"…": {obs_status: L}}'


class MeaningGivenTwice(Finding):
    """A row and a column of a grid do not both give the same property of a cell."""

    code, name, check_name = "E141", "meaning-given-twice", "file"
    message_template = localized("The row gives {value}, and a column gives {expected}.")
    remedy_template = localized(
        "Remove one of them from the key, or name the column under replacing_columns."
    )
    wrong = "rows: {4: {unit: person}}, columns: {C: {unit: percent}}"
    right = "rows: {4: {entity: CN}}, columns: {C: {unit: percent}}"


class SecondKeyingDiffers(Finding):
    """The second keying of a grid has the same cells as the first."""

    code, name, check_name = "E142", "second-keying-differs", "double_entry"
    message_template = localized("The grid has {value} here, its second keying {expected}.")
    remedy_template = localized("Compare the cell with the report, and correct the wrong one.")
    wrong = "population.csv: C4: 94350, population.second.csv: C4: 94530"
    right = "population.csv: C4: 94350, population.second.csv: C4: 94350"


class GridDiffersFromText(Finding):
    """A grid is still the one that agreed with a copy of the report."""

    code, name, check_name = "E143", "grid-differs-from-text", "double_entry"
    message_template = localized("The grid has changed since it agreed with the text ({value}…).")
    remedy_template = localized(
        "Undo the change, or compare with the text again: `source refresh`."
    )
    wrong = localized("agreed: v2:5a1b…, and the grid has another fingerprint")
    right = localized("agreed: the fingerprint of the grid")


class GridKeyedOnce(Finding):
    """A grid has a double entry: a second keying, or agreement with a copy of the report."""

    code, name, check_name = "E144", "grid-keyed-once", "double_entry"
    message_template = localized("The grid {value} was keyed once and compared with nothing.")
    remedy_template = localized(
        "Key it again with the ending .second.csv, or run `source refresh` with a copy of the report."
    )
    wrong = localized("tables/population.csv, without population.second.csv and without agreed")
    right = localized("tables/population.csv and tables/population.second.csv")


class MeaningRepeated(Finding):
    """No two figures of a grid have the same indicator, entity, unit, period and base."""

    code, name, check_name = "E145", "meaning-repeated", "file"
    message_template = localized("The figure {value} means the same as the one in {expected}.")
    remedy_template = localized("Correct what the key gives for one of the two rows or columns.")
    wrong = "rows: {4: {entity: cn_male_population}, 5: {entity: cn_male_population}}"
    right = "rows: {4: {entity: cn_male_population}, 5: {entity: cn_female_population}}"


class GridWithoutNumbers(Finding):
    """A grid has a number or a mark beside its headers; otherwise it was saved incomplete."""

    code, name, check_name = "E146", "grid-without-numbers", "file"
    message_template = localized("The grid has headers but no numbers.")
    remedy_template = localized("Key the rows of the table, or delete the grid and its key.")
    wrong = "指标,年末数（万人）"
    right = "指标,年末数（万人）\n全国人口,140828"
