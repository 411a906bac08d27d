// What axe does not measure; each function returns a list of what is wrong on the page.
window.toegankelijk = (() => {
  const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const shown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (el) => el.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
  const target = (el) => (el.matches('input') && el.closest('label')) || el;

  // WCAG 2.5.8: 24 by 24 pixels, or in a line of text, or with that much room around it.
  function inText(el) {
    if (!getComputedStyle(el).display.startsWith('inline')) return false;
    const text = el.parentElement.closest('p, li, dd, dt, td, th, figcaption, label, div, section, nav, main') ?? el.parentElement;
    const rest = [...text.querySelectorAll('a, button')].reduce((all, one) => all.replace(one.textContent, ''), text.textContent);
    return rest.trim().length > 0;
  }
  function small() {
    const all = [...new Set([...document.querySelectorAll(STOPS)].filter((el) => shown(el) && !el.disabled).map(target))]
      .map((el) => ({ el, box: el.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
    const under = ({ box }) => box.width < 23.9 || box.height < 23.9;
    return all.filter((one) => under(one) && !inText(one.el)).filter(({ el, box }) => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return all.some((other) => {
        if (el.contains(other.el) || other.el.contains(el)) return false;
        const near = other.box;
        const reach = Math.hypot(Math.max(near.left - x, 0, x - near.right), Math.max(near.top - y, 0, y - near.bottom));
        const apart = Math.hypot(near.left + near.width / 2 - x, near.top + near.height / 2 - y);
        return reach < 12 || (under(other) && apart < 24);
      });
    }).map(({ el }) => `smaller than 24 px: ${name(el)}`);
  }

  function texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    const skip = '.verborgen, svg, .nl-skip-link, script, style, noscript, template, option, textarea, [aria-hidden=true]';
    while (walker.nextNode()) {
      const el = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && shown(el) && !el.closest(skip)) found.push(walker.currentNode);
    }
    return found;
  }
  // Text that a box cuts off; what can be scrolled to is not lost.
  function lost() {
    const wrong = [];
    for (const node of texts()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      // A large day stands on the edge of its box: figures have nothing below the line.
      const tail = /^\s*\d+\s*$/.test(node.data) ? 0.25 * parseFloat(getComputedStyle(node.parentElement).fontSize) : 4;
      for (let el = node.parentElement; el && el !== document.body; el = el.parentElement) {
        const style = getComputedStyle(el);
        const spoken = style.clipPath !== 'none' || el.offsetWidth <= 1; // for a screen reader only
        if (spoken || ['auto', 'scroll'].includes(style.overflowX)) break;
        const edge = el.getBoundingClientRect();
        const cuts = (axis) => ['hidden', 'clip'].includes(style[axis]);
        if ((cuts('overflowX') && box.right > edge.right + 2) || (cuts('overflowY') && box.bottom > edge.bottom + tail)) {
          wrong.push(`cut off: ${name(node.parentElement)}`);
          break;
        }
      }
    }
    const wide = document.documentElement.scrollWidth - innerWidth;
    return wide > 0 ? [...wrong, `${wide} px wider than the screen`] : wrong;
  }

  function moving() {
    const wrong = document.getAnimations().map((one) => `moves: ${one.animationName ?? one.transitionProperty}`);
    for (const el of document.querySelectorAll('html, body, body *')) {
      for (const part of [undefined, '::before', '::after']) {
        const style = getComputedStyle(el, part);
        const slow = style.transitionDuration.split(',').some((time) => parseFloat(time) > 0);
        if (slow || style.animationName !== 'none' || style.scrollBehavior === 'smooth') wrong.push(`moves: ${name(el)}`);
      }
    }
    return [...new Set(wrong)];
  }

  // With the colours of the visitor backgrounds and shadows are gone: edges and lines must tell.
  const LINES = ['borderTopColor', 'borderBottomColor', 'borderLeftColor', 'borderBottomWidth', 'outlineStyle', 'fontWeight', 'textDecorationThickness', 'textDecorationLine', 'forcedColorAdjust'];
  const lines = (el) => LINES.map((key) => getComputedStyle(el)[key]).join();
  function colourless() {
    const wrong = [];
    for (const el of document.querySelectorAll('.nl-button, .menu__knop, .invoer, input[type=text]')) {
      if (!shown(el)) continue;
      const style = getComputedStyle(el);
      if (style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) === 0) wrong.push(`no edge: ${name(el)}`);
    }
    for (const el of document.querySelectorAll('a[aria-current=page]')) {
      if (!shown(el)) continue;
      const other = [...(el.closest('ul, ol, nav, p')?.querySelectorAll('a:not([aria-current])') ?? [])].find((one) => shown(one) && one.className === el.className);
      if (other && lines(other) === lines(el)) wrong.push(`chosen looks like the rest: ${name(el)}`);
    }
    for (const el of document.querySelectorAll('.icoon')) {
      const { stroke, backgroundColor } = getComputedStyle(el);
      if (shown(el) && (stroke === 'none' || stroke === backgroundColor)) wrong.push(`no icon: ${name(el)}`);
    }
    return wrong;
  }

  const LOOKS = ['outlineStyle', 'outlineWidth', 'boxShadow', 'backgroundColor', 'borderBottomColor', 'borderBottomWidth'];
  function looks(el) { // a card shows the focus of the link in it
    const all = [];
    for (let one = el, up = 0; one && up < 4; one = one.parentElement, up += 1) {
      for (const part of [undefined, '::before', '::after']) {
        const style = getComputedStyle(one, part);
        all.push(LOOKS.map((key) => style[key]).join());
      }
    }
    return all.join();
  }
  const before = new Map([...document.querySelectorAll(STOPS)].filter((el) => el !== document.activeElement).map((el) => [el, looks(el)]));

  // Focus is seen (2.4.7) and nothing lies over it (2.4.11). Parts of a date show their own focus.
  function focus() {
    const el = document.activeElement;
    if (!el || el === document.body) return ['no focus'];
    const style = getComputedStyle(el);
    const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || looks(el) !== before.get(el);
    const wrong = [];
    if (!seen && !el.matches('[type=date], [type=time], iframe')) wrong.push(`no visible focus: ${name(el)}`);
    const free = [...target(el).getClientRects()].some((box) => [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return top && (target(el).contains(top) || (top.contains(el) && !top.matches('header')));
    }));
    if (!free) wrong.push(`focus is hidden: ${name(el)}`);
    return wrong;
  }
  return { small, lost, moving, colourless, focus };
})();
