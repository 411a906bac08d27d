// Small help on top of pages that work without any script.
import { prepareSentences } from './anker.js';
import { prepareQuoting } from './citeer.js';
import { prepareDrafts } from './concept.js';
import { prepareMarks } from './herkenbaar.js';
import { prepareMonth } from './maand.js';
import { prepareMentions } from './vermelden.js';
import { prepareNews } from './nieuw.js';
import { preparePasskeys } from './passkey.js';
import { prepareWriting } from './schrijven.js';
import { prepareDragging } from './slepen.js';
import { prepareLanguageMeter } from './taalmeter.js';
import { prepareTimes } from './tijden.js';
import { prepareRoom } from './zaal.js';
import { prepareSearch } from './zoeken.js';
import { preparePageSearch } from './zoekhier.js';

const SUBMIT_LOCK_MS = 5000;
const guarded = new WeakSet();

// The error summary gets the focus, so that a keyboard or screen reader starts there.
function focusErrorSummary(root) {
  const summary = root.querySelector('[data-foutlijst]');
  if (summary) summary.focus();
}

// A form that holds work (data-bewaak) warns before its text is lost.
function guardUnsavedWork(form) {
  if (guarded.has(form)) return;
  guarded.add(form);
  let dirty = false;
  form.addEventListener('input', () => { dirty = true; });
  form.addEventListener('submit', () => { dirty = false; });
  form.addEventListener('concept:bewaard', () => { dirty = false; });
  window.addEventListener('beforeunload', (event) => {
    if (dirty && form.isConnected) event.preventDefault();
  });
}

// A second click on a slow connection does not send a form twice.
function lockDoubleSubmit(event) {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.verstuurd) {
    event.preventDefault();
    return;
  }
  form.dataset.verstuurd = 'ja';
  setTimeout(() => { delete form.dataset.verstuurd; }, SUBMIT_LOCK_MS);
}

// Opening "Reageer" puts the cursor in the reply box.
function focusOpenedReply(event) {
  const details = event.target;
  if (details.open && details.matches('.reageer')) details.querySelector('textarea')?.focus();
}

// <button data-kopieer="#id" hidden> copies the text of that element and says so.
function prepareCopyButton(button) {
  const label = button.querySelector('.nl-button__label') ?? button;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.kopieer);
    await navigator.clipboard.writeText(source.value ?? source.innerText);
    label.textContent = 'Gekopieerd';
  });
}

// <input type="checkbox" data-kies-alles="naam"> checks every box with that name in its form.
function prepareSelectAll(box) {
  box.closest('[hidden]')?.removeAttribute('hidden');
  box.addEventListener('change', () => {
    const boxes = box.form.querySelectorAll(`input[name="${box.dataset.kiesAlles}"]`);
    boxes.forEach((other) => { other.checked = box.checked; });
  });
}

// <section data-ververs="2"> is fetched again every two seconds, until the page has none of it.
function prepareRefresh(part) {
  const again = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-ververs]');
      if (!fresh) return location.reload();
      const held = part.contains(document.activeElement) && document.activeElement !== document.body;
      if (!held) part.replaceChildren(...fresh.childNodes);
      else refreshProgress(part, fresh);
    }
    return setTimeout(again, Number(part.dataset.ververs) * 1000);
  };
  setTimeout(again, Number(part.dataset.ververs) * 1000);
}

// Whoever stands on a link or button in it keeps that: only the bar and its words change.
function refreshProgress(part, fresh) {
  part.querySelectorAll('progress, label').forEach((old, place) => {
    const other = fresh.querySelectorAll('progress, label')[place];
    if (other && old.value !== undefined) old.value = other.value;
    if (other) old.textContent = other.textContent;
  });
}

// <button data-druk-af hidden> opens the print dialog of the browser.
function preparePrintButton(button) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

function prepare(root) {
  root.querySelectorAll('form[data-bewaak]').forEach(guardUnsavedWork);
  root.querySelectorAll('[data-kies-alles]').forEach(prepareSelectAll);
  if (navigator.clipboard) root.querySelectorAll('[data-kopieer]').forEach(prepareCopyButton);
  root.querySelectorAll('[data-druk-af]').forEach(preparePrintButton);
  preparePasskeys(root);
  prepareQuoting(root);
  prepareDrafts(root);
  prepareMentions(root);
  prepareMonth(root);
  prepareWriting(root);
  prepareDragging(root);
  prepareLanguageMeter(root);
  prepareTimes(root);
  prepareSentences(root);
  prepareSearch(root);
  preparePageSearch(root);
  root.querySelectorAll('[data-ververs]').forEach(prepareRefresh);
  root.querySelectorAll('[data-zaal]').forEach(prepareRoom);
  root.querySelectorAll('[data-nieuw]').forEach((box) => prepareNews(box, prepare));
  focusErrorSummary(root);
}

document.addEventListener('submit', lockDoubleSubmit);
prepareMarks();
document.addEventListener('toggle', focusOpenedReply, true);
window.addEventListener('pageshow', () => {
  document.querySelectorAll('[data-verstuurd]').forEach((form) => {
    delete form.dataset.verstuurd;
  });
});
prepare(document);
