"""The people of a report, each at a screen of their own, and how many pages they load."""

from contextlib import contextmanager

from tests.fixtures.browser import VIEWPORTS

# In charge of the agencies of the journeys (demo/people.py shares the agencies out by turns).
INSPECTOR, COLLEAGUE = "chuyenvien2", "chuyenvien3"
# Those who decide read on the phone; those who write and number sit at a desk.
PHONE, DESK = VIEWPORTS["390x844"], VIEWPORTS["1366x768"]


class People:
    """Who takes part; a screen opens when its person is first needed."""

    def __init__(self, at_screen):
        self._at_screen = at_screen
        self._screens = {}
        self._loaded = []

    def _screen(self, username, size):
        if username not in self._screens:
            self._screens[username] = self._at_screen(username, viewport=size)
            self._screens[username].on("load", lambda page: self._loaded.append(page.url))
        return self._screens[username]

    @contextmanager
    def page_loads(self, number):
        """What is done meanwhile takes so many page loads, of whomever."""
        # A page is seen before the browser says that it has loaded: the one before does not count.
        self._all_loaded()
        before = len(self._loaded)
        yield
        self._all_loaded()
        screen = next(iter(self._screens.values()))
        for _ in range(50):
            if len(self._loaded) - before >= number:
                break
            screen.wait_for_timeout(100)
        assert len(self._loaded) - before == number, self._loaded[before:]

    def _all_loaded(self):
        for screen in self._screens.values():
            screen.wait_for_load_state("load")

    @property
    def loaded(self):
        """Addresses of all pages loaded so far, of whomever."""
        return tuple(self._loaded)

    @property
    def names(self):
        """Who has taken part."""
        return tuple(self._screens)

    writer = property(lambda self: self._screen("chuyenvien1", DESK))
    inspector = property(lambda self: self._screen(INSPECTOR, DESK))
    colleague = property(lambda self: self._screen(COLLEAGUE, DESK))
    manager = property(lambda self: self._screen("lanhdaoso", PHONE))
    registrar = property(lambda self: self._screen("vanthuso", DESK))
    office = property(lambda self: self._screen("vanphong", PHONE))
    province_registrar = property(lambda self: self._screen("vanthutinh", DESK))
    leader = property(lambda self: self._screen("lanhdaotinh", PHONE))
