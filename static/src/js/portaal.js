// Small help on top of pages that work without any script.
import '@github/markdown-toolbar-element';
import { preparePasskeys } from './passkey.js';

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

function prepare(root) {
  root.querySelectorAll('form[data-bewaak]').forEach(guardUnsavedWork);
  root.querySelectorAll('[data-kies-alles]').forEach(prepareSelectAll);
  if (navigator.clipboard) root.querySelectorAll('[data-kopieer]').forEach(prepareCopyButton);
  preparePasskeys(root);
  focusErrorSummary(root);
}

document.addEventListener('submit', lockDoubleSubmit);
document.addEventListener('toggle', focusOpenedReply, true);
window.addEventListener('pageshow', () => {
  document.querySelectorAll('[data-verstuurd]').forEach((form) => {
    delete form.dataset.verstuurd;
  });
});
prepare(document);
