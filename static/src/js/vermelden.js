// A list of names behind an @ in a reply box: <form data-mensen="address">. Without this script a
// whole name that is typed does the same.
import '@github/text-expander-element';

const NOT_A_NAME = /[^\p{L}\p{M}\s.'’-]/u;
let counter = 0;

function option(person) {
  const item = document.createElement('li');
  item.role = 'option';
  item.id = `noem-${counter += 1}`;
  item.dataset.value = person.value;
  const name = document.createElement('strong');
  name.textContent = person.name;
  const work = document.createElement('span');
  work.textContent = person.reads ? person.work : 'kan dit gesprek niet lezen';
  item.append(name, work);
  return item;
}

async function list(address, typed) {
  const nothing = { matched: false };
  if (!typed.trim() || typed.length > 60 || NOT_A_NAME.test(typed)) return nothing;
  const answer = await fetch(`${address}?${new URLSearchParams({ q: typed })}`, { redirect: 'manual' })
    .catch(() => null);
  if (!answer?.ok) return nothing;
  const { people } = await answer.json();
  const menu = document.createElement('ul');
  menu.className = 'noem';
  menu.role = 'listbox';
  menu.ariaLabel = 'Wie bedoel je?';
  menu.append(...people.map(option));
  return { matched: people.length > 0, fragment: menu };
}

// A box of more lines may not be called a combobox (ARIA in HTML): it stays a text box with a list,
// and a line says how many names there are. A list at the end of a line would stick out of a phone.
function open(expander, text, line) {
  requestAnimationFrame(() => {
    const menu = expander.querySelector('.noem');
    if (!menu) return;
    text.removeAttribute('role');
    text.removeAttribute('aria-expanded');
    const number = menu.children.length;
    line.textContent = `${number} ${number === 1 ? 'naam' : 'namen'}. Kies met de pijltjes en de entertoets.`;
    const over = menu.getBoundingClientRect().right - expander.getBoundingClientRect().right;
    if (over > 0) menu.style.left = `${Math.max(0, menu.offsetLeft - over)}px`;
  });
}

function prepare(form) {
  const text = form.querySelector('textarea[name="body"]');
  if (!text) return;
  const expander = document.createElement('text-expander');
  expander.setAttribute('keys', '@');
  expander.setAttribute('multiword', '@');
  const place = text.nextSibling;
  const home = text.parentNode;
  expander.append(text); // before it stands on the page: it looks for a box at that moment only
  home.insertBefore(expander, place);
  expander.addEventListener('text-expander-change', ({ detail }) => {
    detail.provide(list(form.dataset.mensen, detail.text));
  });
  expander.addEventListener('text-expander-value', ({ detail }) => {
    detail.value = `@${detail.item.dataset.value}`;
  });
  text.addEventListener('keydown', (event) => { // an arrow past the only name would let go of it
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (expander.querySelectorAll('.noem > li').length !== 1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  const line = document.createElement('p');
  line.className = 'verborgen';
  line.role = 'status';
  expander.after(line);
  expander.addEventListener('text-expander-activate', () => open(expander, text, line));
  expander.addEventListener('text-expander-deactivate', () => { line.textContent = ''; });
  expander.addEventListener('text-expander-committed', () => {
    text.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export function prepareMentions(root) {
  root.querySelectorAll('form[data-mensen]').forEach(prepare);
}
