"""The few controls that Django has not got. Its own (dates, choices, files) look right by themselves."""

from django import forms


class Cards(forms.RadioSelect):
    """One of a few choices that deserve a line each; a label may hold a ``<small>`` explanation."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-look": "cards"} | (attrs or {}), choices)


class Segments(forms.RadioSelect):
    """One of a few short choices, side by side without dots, each as large as a finger."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-look": "segments"} | (attrs or {}), choices)


class PickList(forms.CheckboxSelectMultiple):
    """Several out of many: a scrolling list that narrows as one types."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-look": "list"} | (attrs or {}), choices)


class Measured(forms.NumberInput):
    """A number followed by its unit: ``Measured("公里")``."""

    template_name = "ui/forms/measured.html"

    def __init__(self, unit: str, attrs=None):
        self.unit = unit
        super().__init__(attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class Wage(Measured):
    """元/月, whole yuan, never negative."""

    def __init__(self, attrs=None):
        super().__init__("元/月", {"inputmode": "numeric", "min": 0} | (attrs or {}))


class OrUnknown(forms.MultiWidget):
    """One control and a box 不清楚 beside it: what nobody knows is an answer too, and not a blank.

    control  the widget for what is known, drawn by a template of the project; ``label`` is what screen readers say
    Its value is a list of two: what was typed, and whether the box is ticked.
    """

    template_name = "ui/forms/or_unknown.html"
    UNKNOWN = "不清楚"

    def __init__(self, control: forms.Widget, label: str, attrs=None):
        control.attrs.setdefault("aria-label", label)
        super().__init__([control, forms.CheckboxInput()], attrs)

    def decompress(self, value):
        return ["", True] if value == self.UNKNOWN else [value, False]

    def use_required_attribute(self, initial):
        """Never: a browser would ask for both, the number and the box. The field says in words that it wants one."""
        return False


class Amount(Measured):
    """A number with its unit, typed as people write it: 1,980 or １９８０. A number field would take neither."""

    input_type = "text"

    def __init__(self, unit: str, attrs=None):
        super().__init__(unit, {"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))
