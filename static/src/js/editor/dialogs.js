// What the editor asks in a dialog: an address, a picture, and the page of help.
import { TextSelection } from 'prosemirror-state';
import { hasMark } from './commands.js';
import { SAFE_LINK, schema } from './schema.js';

const { link: LINK } = schema.marks;
const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

// Open a dialog; it closes with its button or Esc, and the focus goes back to the text.
export function open(dialog, view, submit) {
  const form = dialog.querySelector('form');
  const controller = new AbortController();
  const { signal } = controller;
  showFault(dialog, '');
  dialog.querySelector('[data-sluit]').addEventListener('click', () => dialog.close(), { signal });
  dialog.addEventListener('close', () => {
    controller.abort();
    view.focus();
  }, { signal });
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(form);
  }, { signal });
  dialog.showModal();
  return signal;
}

// Say what is wrong, at the field where it is wrong.
export function showFault(dialog, text, field) {
  const place = dialog.querySelector('[data-fout]');
  if (!place) return;
  place.hidden = !text;
  place.textContent = text;
  for (const input of dialog.querySelectorAll('input')) {
    if (text && input === field) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
  if (text) field?.focus();
}

// Return an address as it can be kept, or "" when it is none.
export function asAddress(text) {
  const typed = text.trim();
  if (SAFE_LINK.test(typed)) return typed;
  if (MAIL.test(typed)) return `mailto:${typed}`;
  return /^[^\s/:]+\.[^\s:]+$/.test(typed) ? `https://${typed}` : '';
}

// Select the whole link around the cursor, so that it is changed as one.
function linkAround(state) {
  const { $from, empty, from, to } = state.selection;
  const at = hasMark(state, LINK) && $from.parent.isTextblock;
  if (!at) return { from, to, href: '', empty };
  let found = null;
  $from.parent.forEach((node, offset) => {
    const begin = $from.start() + offset;
    const mark = LINK.isInSet(node.marks);
    if (!mark || begin > to || begin + node.nodeSize < from) return;
    if (found && found.href === mark.attrs.href && found.to === begin) found.to += node.nodeSize;
    else found = { from: begin, to: begin + node.nodeSize, href: mark.attrs.href, empty: false };
  });
  return found || { from, to, href: '', empty };
}

export function linkOpener(dialog) {
  return (state, dispatch, view) => {
    if (!dispatch) return true;
    const { from, to, href, empty } = linkAround(state);
    const form = dialog.querySelector('form');
    const { adres, tekst } = form.elements;
    [adres.value, tekst.value] = [href, ''];
    dialog.querySelector('[data-alleen-nieuw]').hidden = !empty;
    const signal = open(dialog, view, () => {
      const address = asAddress(adres.value);
      if (!address) {
        showFault(dialog, 'Dit is geen adres. Een adres begint bijvoorbeeld met https://.', adres);
        return;
      }
      const tr = view.state.tr;
      const mark = LINK.create({ href: address });
      if (empty) {
        const words = tekst.value.trim() || address.replace(/^mailto:/, '');
        tr.replaceRangeWith(from, to, schema.text(words, [mark])).removeStoredMark(LINK);
      } else tr.removeMark(from, to, LINK).addMark(from, to, mark);
      view.dispatch(tr.scrollIntoView());
      dialog.close();
    });
    const remove = dialog.querySelector('[data-haal-weg]');
    remove.hidden = !href;
    remove.addEventListener('click', () => {
      const tr = view.state.tr.removeMark(from, to, LINK);
      view.dispatch(tr.setSelection(TextSelection.create(tr.doc, to)));
      dialog.close();
    }, { signal });
    return true;
  };
}

export function helpOpener(dialog) {
  if (isMac) {
    dialog.querySelectorAll('kbd').forEach((key) => {
      key.textContent = { Ctrl: '⌘', Alt: '⌥' }[key.textContent] || key.textContent;
    });
  }
  return (state, dispatch, view) => {
    if (dispatch) open(dialog, view);
    return true;
  };
}
