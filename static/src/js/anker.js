// Who selects a sentence in a part of a text can react to it at once, or make a les of it. Without
// this script, and with a keyboard, the form of each has a list of the sentences.
const REPLY = 'reageer-op-zin';
const HARVEST = 'les-van-zin';
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

function partOf(node) {
  const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  if (!element || element.closest('[data-vertrouwelijk], .op-dit-deel, h2')) return null;
  const part = element.closest('[data-deel]');
  return part?.querySelector('[data-oogst-deel]') && !element.closest('.tekst') ? null : part;
}

function selected() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const part = partOf(selection.anchorNode);
  const link = part?.querySelector('[data-reageer-deel], [data-oogst-deel]');
  const text = oneLine(selection.toString());
  if (!link || part !== partOf(selection.focusNode) || text.length < 3) return null;
  return { part, link, text, box: selection.getRangeAt(0).getBoundingClientRect() };
}

// The sentence that holds the selected words, or that the selection begins in.
function sentenceOf(choices, text, words) {
  const begin = text.slice(0, 20);
  return choices.find((choice) => words(choice).includes(text))
    ?? choices.find((choice) => words(choice).includes(begin))
    ?? choices.find((choice) => text.includes(words(choice)));
}

function choose(form, stored) {
  const list = form.elements.zin;
  if (!list || form.elements.deel?.value !== stored.deel) return false;
  const options = [...list.options].filter((option) => option.value);
  const found = sentenceOf(options, stored.text, (option) => option.value);
  if (found) list.value = found.value;
  form.querySelector('textarea')?.focus();
  return true;
}

function taken(key) {
  const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  sessionStorage.removeItem(key);
  return stored;
}

function takeReply() {
  const stored = taken(REPLY);
  const form = document.getElementById('reageer');
  if (!stored || !form || !choose(form, stored)) return;
  window.addEventListener('load', () => form.querySelector('textarea')?.focus());
}

function takeHarvest(form) {
  const stored = taken(HARVEST);
  if (!stored || form.dataset.oogst !== stored.deel) return;
  const radios = [...form.querySelectorAll('input[name="zin"]')];
  const found = sentenceOf(radios, stored.text, (radio) => oneLine(radio.labels[0].textContent));
  if (!found) return;
  found.checked = true;
  window.addEventListener('load', () => form.elements.conclusie?.focus());
}

function act({ link, text }) {
  const harvests = 'oogstDeel' in link.dataset;
  const stored = { deel: link.dataset.oogstDeel ?? link.dataset.reageerDeel, text };
  const form = document.getElementById('reageer');
  if (!harvests && form && choose(form, stored)) return;
  sessionStorage.setItem(harvests ? HARVEST : REPLY, JSON.stringify(stored));
  link.click();
}

export function prepareSentences(root) {
  const harvest = root.querySelector('form[data-oogst]');
  if (harvest) takeHarvest(harvest);
  if (root.querySelector('[data-reageer-deel]')) takeReply();
  if (!root.querySelector('[data-reageer-deel], [data-oogst-deel]')) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'zin-knop';
  button.hidden = true;
  let now = null;
  button.addEventListener('mousedown', (event) => event.preventDefault());  // keeps the selection
  button.addEventListener('click', () => {
    button.hidden = true;
    if (now) act(now);
  });
  document.addEventListener('selectionchange', () => {
    const found = selected();
    if (!found) {
      button.hidden = true;
      return;
    }
    now = found;
    button.textContent = 'oogstDeel' in found.link.dataset
      ? 'Maak een les van deze zin' : 'Reageer op deze zin';
    found.part.append(button);
    const home = found.part.getBoundingClientRect();
    button.hidden = false;
    const room = Math.max(home.width - button.offsetWidth, 0);
    button.style.top = `${found.box.bottom - home.top + 6}px`;
    button.style.left = `${Math.min(Math.max(found.box.right - home.left - 60, 0), room)}px`;
  });
}
