// Who selects a piece of a post and chooses "Citeer" quotes only that piece.
const KEY = 'citeer-stuk';

function selectedIn(post) {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return '';
  const text = post?.querySelector('.reactie__tekst');
  const inside = text?.contains(selection.anchorNode) && text.contains(selection.focusNode);
  return inside ? selection.toString().trim() : '';
}

function remember(event) {
  const link = event.target.closest?.('[data-citeer]');
  if (!link) return;
  const words = selectedIn(link.closest('.reactie'));
  sessionStorage.removeItem(KEY);
  if (words) sessionStorage.setItem(KEY, JSON.stringify({ url: link.href, words }));
}

// The server wrote "> Dana schreef:" and the whole post; the words go under that line.
function replace(text, words) {
  const begin = text.value.lastIndexOf(' schreef:\n>\n');
  if (begin < 0) return;
  const lines = words.split(/\n+/).map((line) => `> ${line.trim()}`).join('\n>\n');
  text.value = `${text.value.slice(0, begin)} schreef:\n>\n${lines}\n\n`;
}

export function prepareQuoting(root) {
  document.addEventListener('click', remember);
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  const text = document.getElementById('reageer')?.querySelector('textarea');
  if (!text || !new URL(location.href).searchParams.has('citeer')) return;
  if (stored && stored.url === location.href) replace(text, stored.words);
  sessionStorage.removeItem(KEY);
  window.addEventListener('load', () => {
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    text.scrollTop = text.scrollHeight;
  });
}
