"""What axe holds against a page, on one width or on both.

Contrast would take four fifths of axe's time, and pages are drawn with few looks: each is judged once in a run. Rules
that hold nothing worse than moderate against anybody are not asked: their answers would be thrown away.
"""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESK, PHONE

SERIOUS = {"serious", "critical"}
AXE = Axe().axe_script
# Looks that axe has measured on some page of this run and found readable.
readable: set[str] = set()
# What one width alone shows, as its HTML, with nothing against it: the menu of a role stands on all its pages.
faultless: set[str] = set()

# Only what is read crosses from the browser: the full answer of axe is a hundred times as long.
READ = "({violations}) => violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html.slice(0, 200)])"
# What each text is drawn with: its colour, whether it counts as large, and what is painted behind it, down to the first
# that lets nothing through. Left out is what axe measures nowhere: a text before a picture or a gradient, cut away or
# above the page for who sees it, of a control that cannot be used, of punctuation alone. What does not lie where its
# ancestors do (placed, stuck, shifted) may lie on anything: it shares its look only with what stands at the same place
# of the same component.
TEXTS = """
    () => {
        const layers = new Map(), onPicture = new Map(), isCut = new Map(), places = new Map(), texts = new Map();
        const isWords = node => node.nodeType === Node.TEXT_NODE && /[^\\s\\p{P}]/u.test(node.data);
        for (const part of document.querySelectorAll('*')) {
            const look = getComputedStyle(part), paint = look.backgroundColor, above = part.parentElement;
            const behind = layers.get(above) ?? [], isOpaque = paint.startsWith('rgb(');
            const fade = ['fade', look.opacity, look.filter, look.mixBlendMode].join(' ');
            const faded = fade === 'fade 1 none normal' ? behind : [...behind, fade];
            layers.set(part, isOpaque && !faded.some(layer => layer.startsWith('fade')) ? [paint] :
                paint === 'rgba(0, 0, 0, 0)' ? faded : [...faded, paint]);
            onPicture.set(part, look.backgroundImage !== 'none' || !isOpaque && onPicture.get(above));
            const isShifted = !['static', 'relative'].includes(look.position) || look.transform !== 'none' ||
                [look.marginTop, look.marginRight, look.marginBottom, look.marginLeft].some(gap => gap.startsWith('-'));
            places.set(part, isShifted || places.get(above) ?
                `${places.get(above) || above?.tagName} ${part.tagName}.${part.className}` : '');
            const box = isShifted && part.getBoundingClientRect();
            isCut.set(part, isCut.get(above) || isShifted && (box.bottom + scrollY <= 0 ||
                look.clipPath !== 'none' && box.width <= 1 && box.height <= 1));
            if (!part.matches('input, select, textarea') && ![...part.childNodes].some(isWords)) continue;
            if (onPicture.get(part) || isCut.get(part) || part.disabled || !part.checkVisibility()) continue;
            const size = parseFloat(look.fontSize), isLarge = size >= (look.fontWeight >= 700 ? 18.66 : 24);
            texts.set(part, [look.color, look.textShadow, isLarge, ...layers.get(part), places.get(part)].join());
        }
        return texts;
    }
"""
# What this width alone shows, without what lies inside of it.
ONLY_HERE = """
    () => {
        const parts = [...document.querySelectorAll('body *')];
        const fresh = new Set(parts.filter(part => part.checkVisibility() && !shownBefore.has(part)));
        return [...fresh].filter(part => !fresh.has(part.parentElement));
    }
"""
# A part as it is kept: the key of a form is another on each page.
HTML = """part => part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, '$1')"""
RULES = """
    axe._audit.rules
        .filter(rule => rule.enabled && !rule.tags.includes('experimental') && rule.id !== 'color-contrast')
        .filter(rule => !['minor', 'moderate'].includes(rule.impact)).map(rule => rule.id)
"""
# Every rule but contrast for what is new at this width (names, roles and order of what another width showed before are
# the same here), and contrast for each text whose look is new: not known as readable, and not judged before on this
# very page. Found readable is what axe says it measured, no less.
FAULTS = f"""
    async ([readable, faultless]) => {{
        const known = new Set(readable), fine = new Set(faultless), seen = window.textsBefore ?? new Map();
        const texts = ({TEXTS})();
        const parts = [...texts].filter(([part, look]) => !known.has(look) && seen.get(part) !== look)
            .map(([part]) => part);
        const here = window.shownBefore && ({ONLY_HERE})().filter(part => !fine.has(({HTML})(part)));
        const where = here ? {{include: here}} : document;
        const all = {{resultTypes: ['violations'], runOnly: {RULES}}};
        const contrast = {{
            resultTypes: ['violations', 'passes'], runOnly: ['color-contrast'], elementRef: true, selectors: false,
        }};
        const faults = here?.length === 0 ? [] : await axe.run(where, all).then({READ});
        const more = here && !faults.length ? here.map({HTML}) : [];
        if (!parts.length) return [faults, [], more];
        const judged = await axe.run({{include: parts}}, contrast);
        const passed = judged.passes.flatMap(rule => rule.nodes).map(node => texts.get(node.element));
        return [[...faults, ...({READ})(judged)], [...new Set(passed)].filter(look => look !== undefined), more];
    }}
"""
REMEMBER = f"""
    () => {{
        window.textsBefore = ({TEXTS})();
        window.shownBefore = new Set([...document.querySelectorAll('body *')].filter(part => part.checkVisibility()));
    }}
"""
FORGET = "() => { delete window.textsBefore; delete window.shownBefore; }"


def serious_faults(page) -> list[tuple[str, str]]:
    """What axe holds against the page as it stands: rule and element."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    faults, passed, fine = page.evaluate(FAULTS, [list(readable), list(faultless)])
    readable.update(passed)
    faultless.update(fine)
    return [(rule, html) for rule, impact, html in faults if impact in SERIOUS]


def serious_faults_at_both(page) -> list[tuple[int, str, str]]:
    """The same on a phone and on a desk: what both show is judged once, its contrast wherever it is drawn otherwise."""
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found += [(size["width"], *fault) for fault in serious_faults(page)]
        page.evaluate(REMEMBER if size is PHONE else FORGET)
    return found
