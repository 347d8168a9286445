"""What axe holds against a page, on one width or on both."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESK, PHONE

SERIOUS = {"serious", "critical"}
AXE = Axe().axe_script
# Only what is read crosses from the browser: the full answer of axe is a hundred times as long.
READ = """({violations}) => violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html.slice(0, 200)])"""
VIOLATIONS = f"axe.run({{resultTypes: ['violations']}}).then({READ})"
# Contrast takes four fifths of axe's time. What each text is drawn with: its colour, whether it counts as large, and
# what is painted behind it down to the first that lets nothing through. Before a picture or a gradient axe measures
# nothing, and such a text is left out.
TEXTS = """
    () => {
        const behind = new Map(), faded = new Map(), texts = new Map();
        for (const part of document.querySelectorAll('*')) {
            const look = getComputedStyle(part), paint = look.backgroundColor, above = part.parentElement;
            const isOpaque = paint.startsWith('rgb(');
            behind.set(part, look.backgroundImage !== 'none' ? ['picture'] :
                isOpaque ? [paint] : [...(behind.get(above) ?? []), paint]);
            faded.set(part, [...(faded.get(above) ?? []), look.opacity, look.filter]);
            const isText = part.matches('input, select, textarea') ||
                [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
            if (!isText || !part.checkVisibility() || behind.get(part)[0] === 'picture') continue;
            const size = parseFloat(look.fontSize), isLarge = size >= (look.fontWeight >= 700 ? 18.66 : 24);
            texts.set(part, [look.color, look.textShadow, isLarge, ...behind.get(part), ...faded.get(part)].join());
        }
        return texts;
    }
"""
REMEMBER = f"""
    () => {{
        window.textsBefore = ({TEXTS})();
        window.shownBefore = new Set([...document.querySelectorAll('body *')].filter(part => part.checkVisibility()));
    }}
"""
# What this width alone shows, without what lies inside of it.
ONLY_HERE = """
    () => {
        const parts = [...document.querySelectorAll('body *')];
        const fresh = new Set(parts.filter(part => part.checkVisibility() && !shownBefore.has(part)));
        return [...fresh].filter(part => !fresh.has(part.parentElement));
    }
"""
# At another width: every rule for what was hidden before, and contrast for each text that was, or is drawn otherwise.
# Names, roles and order of what was there before are the same at any width.
VIOLATIONS_ELSEWHERE = f"""
    (async () => {{
        const changed = [...({TEXTS})()].filter(([part, look]) => textsBefore.get(part) !== look).map(([part]) => part);
        const all = {{resultTypes: ['violations'], rules: {{'color-contrast': {{enabled: false}}}}}};
        const contrast = {{resultTypes: ['violations'], runOnly: ['color-contrast']}};
        const fresh = ({ONLY_HERE})();
        return [
            ...(fresh.length ? await axe.run({{include: fresh}}, all).then({READ}) : []),
            ...(changed.length ? await axe.run({{include: changed}}, contrast).then({READ}) : []),
        ];
    }})()
"""


def serious_faults(page, violations: str = VIOLATIONS) -> list[tuple[str, str]]:
    """What axe holds against the page as it stands: rule and element."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    return [(rule, html) for rule, impact, html in page.evaluate(violations) if impact in SERIOUS]


def serious_faults_at_both(page) -> list[tuple[int, str, str]]:
    """The same on a phone and on a desk: what both show is judged once, its contrast wherever it is drawn otherwise."""
    found = []
    for size, violations in ((PHONE, VIOLATIONS), (DESK, VIOLATIONS_ELSEWHERE)):
        page.set_viewport_size(size)
        found += [(size["width"], *fault) for fault in serious_faults(page, violations)]
        if size is PHONE:
            page.evaluate(f"({REMEMBER})()")
    return found
