"""How to read a package, in the programs that people have: examples that the tests run as printed."""

from __future__ import annotations

from string import Template
from typing import Final

from pipeline.capture import Report
from pipeline.release.forms.sqlite.database import path_of

_EXAMPLES: Final = Template(
    """\
在数据包的文件夹中运行。 / Run them in the package's folder.

pandas: 数字以文本读入，再转为 `Decimal`。 / Numbers are read as text and turned into `Decimal`.

```python
from decimal import Decimal
import pandas as pd
figures = pd.read_csv("data/figures.csv", dtype=str, keep_default_na=False)
stated = figures[(figures["status"] == "actual") & (figures["value"] != "")]
values = stated["value"].map(Decimal)
```

frictionless: 校验后读入，数字即为 `Decimal`。 / Checked, then read; its numbers are `Decimal`.

```python
from frictionless import Package
package = Package("datapackage.json")
assert package.validate().valid
rows = package.get_resource("figures").read_rows()
values = [row["value"] for row in rows if row["status"] == "actual"]
```

R:

```r
library(readr)
figures <- read_csv("data/figures.csv", col_types = cols(.default = "c"), na = "")
stated <- subset(figures, status == "actual" & !is.na(value))
values <- as.numeric(stated$$value)
```

DuckDB:

```sql
-- DuckDB
SELECT figure_id, printed, CAST(value AS DECIMAL(38, 12)) AS value
FROM read_csv('data/figures.csv', header = true, all_varchar = true)
WHERE status = 'actual' AND unit = 'percent' ORDER BY value DESC;
```

SQLite ⁺: 数字为精确文本，比较、排序与计算请用 `*_real`。 / Numbers are exact text: compare, sort and calculate with `*_real`.

```sql
-- sqlite3 $database
SELECT figure_id, printed, value FROM figures_readable
WHERE status = 'actual' AND unit = 'percent' ORDER BY value_real DESC;
```"""
)


def examples(report: Report) -> str:
    """One example for each program, in Markdown."""
    return _EXAMPLES.substitute(database=path_of(report))
