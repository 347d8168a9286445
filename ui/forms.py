"""Every form of the project is drawn by this renderer: label, help, error and ARIA come from one field template."""

from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist, loader


class FormRenderer(DjangoTemplates):
    """Looks for a widget's template in the project first (``ui/templates/django/forms/widgets``), then in Django."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name):
        try:
            return loader.get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)
