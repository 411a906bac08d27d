// The buttons above a text: one stop of the Tab key, arrows between them.
import { isInTable } from 'prosemirror-tables';
import { acts } from './commands.js';

const FAR_FROM_TEXT = new Set(['table', 'link', 'image', 'help']); // focus goes along

// Make the toolbar work; `openers` are the acts that ask something first.
export function makeToolbar(bar, view, openers) {
  const all = { ...acts, ...openers };
  const buttons = [...bar.querySelectorAll('button')];
  for (const button of buttons) {
    button.tabIndex = -1;
    if (all[button.dataset.doe].on) button.setAttribute('aria-pressed', 'false');
  }
  const shown = () => buttons.filter((button) => !button.closest('[inert]'));
  const makeStop = (button) => buttons.forEach((each) => { each.tabIndex = each === button ? 0 : -1; });

  bar.addEventListener('mousedown', (event) => event.preventDefault()); // the text keeps the focus
  bar.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    makeStop(button);
    if (button.getAttribute('aria-disabled') === 'true') return;
    const byKey = document.activeElement === button;
    all[button.dataset.doe].run(view().state, view().dispatch, view());
    const asks = document.querySelector('dialog[open]');
    const goes = FAR_FROM_TEXT.has(button.dataset.doe) || button.closest('[inert]');
    if (!asks && (!byKey || goes)) view().focus();
  });
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      view().focus();
    }
    const places = shown();
    const at = places.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: places.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    const button = places[(next + places.length) % places.length];
    makeStop(button);
    button.focus();
  });

  function refresh() {
    const { state } = view();
    const inTable = isInTable(state);
    for (const group of bar.querySelectorAll('[data-groep]')) {
      const inert = (group.dataset.groep === 'tabel') !== inTable;
      if (group.inert && !inert) bar.scrollLeft = 0; // on a phone the bar scrolls
      group.inert = inert;
    }
    for (const button of buttons) {
      const { run, on } = all[button.dataset.doe];
      if (on) button.setAttribute('aria-pressed', on(state) ? 'true' : 'false');
      button.setAttribute('aria-disabled', run(state) ? 'false' : 'true');
    }
    if (!shown().some((button) => button.tabIndex === 0)) makeStop(shown()[0]);
  }
  const focus = () => {
    shown().find((button) => button.tabIndex === 0).focus();
    return true;
  };
  return { refresh, focus };
}
