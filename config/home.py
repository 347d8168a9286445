"""`/start/`: sends each person to the page her day begins with."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from config.navigation import start_page


@require_safe
def home(request):
    """Redirect to the first page of the acting role."""
    return redirect(start_page(request.user))
