// Small help while somebody writes a reactie: how much room is left when it gets tight, and a key
// to place it. The line that tells of the key shows only where there is a keyboard, most likely.
const MOST = 10000;
const TIGHT = 500;

function count(text, line) {
  const left = MOST - [...text.value].length;
  let words = '';
  if (left < 0) words = `Je reactie is ${-left} tekens te lang.`;
  else if (left <= TIGHT) words = `Er passen nog ${left} tekens.`;
  if (line.textContent !== words) line.textContent = words;
}

function prepare(form) {
  const text = form.querySelector('textarea[name="body"]');
  const line = form.querySelector('[data-tekens]');
  const hint = form.querySelector('[data-sneltoets]');
  if (!text || !line) return;
  text.addEventListener('input', () => count(text, line));
  count(text, line);
  if (hint) hint.hidden = !window.matchMedia('(pointer: fine)').matches;
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[type="submit"]'));
  });
}

export function prepareWriting(root) {
  root.querySelectorAll('form[data-mensen]').forEach(prepare);
}
