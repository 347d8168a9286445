"""One page that shows every component with invented content: the place to look before building a screen."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def gallery(request):
    """Open in the demo and while developing; elsewhere there is no such page."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "ui/gallery.html", {})
