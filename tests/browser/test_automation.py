"""What runs by itself once it is turned on, and the job that validates only."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor import SHOWN_WITHIN, materialise, see, shot, start
from tests.browser.server import LOCATION, REPOSITORY, Served

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mended")]

NOTE = ("年份未写明,The year is not stated\n1.2-009", "未写明年份,The year is not stated\n1.2-009")
SENSOR = f"/locations/{REPOSITORY}@{LOCATION}/sensors/edited_files"
VALIDATE = f"/locations/{REPOSITORY}@{LOCATION}/jobs/validate"


def turn(page: Page, served: Served, *, on: bool) -> None:
    """Click the switch of the sensor on a fresh page, once the page shows the present state."""
    page.goto(f"{served.address}{SENSOR}")
    switch = page.locator("input[type=checkbox]").first
    expect(switch).to_be_checked(checked=not on, timeout=SHOWN_WITHIN)
    expect(switch).to_be_enabled(timeout=SHOWN_WITHIN)
    # the control itself is hidden behind its picture
    switch.dispatch_event("click")
    expect(switch).to_be_checked(checked=on, timeout=SHOWN_WITHIN)
    if not on:
        served.wait_for_off("edited_files")


def test_a_sensor_publishes_a_saved_file_once_it_is_turned_on(page: Page, served: Served) -> None:
    """Off, saving starts nothing; on, the file that is saved next is published by itself."""
    if served.stale():
        assert materialise(page, served) == "SUCCESS"
    before = served.runs()
    turn(page, served, on=True)
    # the first evaluation only records what is there
    served.wait_for_tick("edited_files")
    shot(page, "sensor")
    published = served.package()
    served.project.replace("figures/1.2.csv", *NOTE)
    assert served.ended(before) == ["SUCCESS"]
    changed = {name for name, data in served.package().items() if data != published[name]}
    assert "data/figures.csv" in changed
    turn(page, served, on=False)
    served.restore()
    served.wait_for_stale(lambda found: found != {})
    assert materialise(page, served) == "SUCCESS"
    assert served.package() == published


def test_the_job_that_validates_publishes_nothing(page: Page, served: Served) -> None:
    """Everything is checked; the package is not even looked at."""
    published = served.package()
    served.project.replace("figures/1.2.csv", *NOTE)
    assert served.ended(start(page, served, VALIDATE)) == ["SUCCESS"]
    see(page, "validate")
    assert served.package() == published
    served.restore()
    assert materialise(page, served) == "SUCCESS"
