// Who selects a sentence in a part of a text can react to that sentence at once. Without this
// script, and with a keyboard, the reply form has a list of the sentences.
const KEY = 'reageer-op-zin';
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

function partOf(node) {
  const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  if (!element || element.closest('[data-vertrouwelijk], .op-dit-deel, h2')) return null;
  return element.closest('[data-deel]');
}

function selected() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const part = partOf(selection.anchorNode);
  const link = part?.querySelector('[data-reageer-deel]');
  const text = oneLine(selection.toString());
  if (!link || part !== partOf(selection.focusNode) || text.length < 3) return null;
  return { part, link, text, box: selection.getRangeAt(0).getBoundingClientRect() };
}

// The sentence in the list that holds the selected words, or that the selection begins in.
function choose(form, stored) {
  const list = form.elements.zin;
  if (!list || form.elements.deel?.value !== stored.deel) return false;
  const options = [...list.options].filter((option) => option.value);
  const begin = stored.text.slice(0, 20);
  const found = options.find((option) => option.value.includes(stored.text))
    ?? options.find((option) => option.value.includes(begin))
    ?? options.find((option) => stored.text.includes(option.value));
  if (found) list.value = found.value;
  form.querySelector('textarea')?.focus();
  return true;
}

function takeStored() {
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  sessionStorage.removeItem(KEY);
  const form = document.getElementById('reageer');
  if (!stored || !form || !choose(form, stored)) return;
  window.addEventListener('load', () => form.querySelector('textarea')?.focus());
}

function react({ link, text }) {
  const stored = { deel: link.dataset.reageerDeel, text };
  const form = document.getElementById('reageer');
  if (form && choose(form, stored)) return;
  sessionStorage.setItem(KEY, JSON.stringify(stored));
  link.click();
}

export function prepareSentences(root) {
  if (!root.querySelector('[data-reageer-deel]')) return;
  takeStored();
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'zin-knop';
  button.textContent = 'Reageer op deze zin';
  button.hidden = true;
  let now = null;
  button.addEventListener('mousedown', (event) => event.preventDefault());  // keeps the selection
  button.addEventListener('click', () => {
    button.hidden = true;
    if (now) react(now);
  });
  document.addEventListener('selectionchange', () => {
    const found = selected();
    if (!found) {
      button.hidden = true;
      return;
    }
    now = found;
    found.part.append(button);
    const home = found.part.getBoundingClientRect();
    button.hidden = false;
    const room = Math.max(home.width - button.offsetWidth, 0);
    button.style.top = `${found.box.bottom - home.top + 6}px`;
    button.style.left = `${Math.min(Math.max(found.box.right - home.left - 60, 0), room)}px`;
  });
}
