// New posts show without reloading: the page asks now and then, says how many there are, and puts
// them in when the reader wants that. It never moves the focus or the page by itself.
const FIRST = 15_000;
const SLOWEST = 120_000;
const NO_MORE = new Set([401, 403, 404, 405]);
const many = (number, one, more) => `${number} ${number === 1 ? one : more}`;

// The posts of an answer that are not on the page yet.
function missing(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const posts = [...page.querySelectorAll('[data-reactie]')];
  const last = page.querySelector('[data-tot]')?.dataset.tot;
  return { last, posts: posts.filter((post) => !document.getElementById(`reactie-${post.dataset.reactie}`)) };
}

// Where a post belongs: under its thread, or at the end. Null when its thread is on another page.
function placeFor(post, box) {
  const section = box.closest('section');
  const { draad } = post.dataset;
  if (draad && !box.dataset.nieuw.includes('draad=')) {
    const thread = document.getElementById(`reactie-${draad}`);
    return thread && listIn(thread, ':scope > .antwoorden', 'antwoorden', null);
  }
  const what = draad ? 'antwoorden' : 'gesprek';
  return listIn(section, `:scope > .${what}`, what, box);
}

function listIn(parent, selector, name, before) {
  const known = parent.querySelector(selector);
  if (known) return known;
  const made = document.createElement('div');
  made.className = name;
  parent.insertBefore(made, before);
  return made;
}

export function prepareNews(box, prepare) {
  const [status, button, link] = box.children;
  const address = new URL(box.dataset.nieuw, window.location.href);
  let after = box.dataset.na;
  let wait = FIRST;
  let found = { posts: [] };
  let timer;
  let stopped = false;

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function offer(html) {
    found = missing(html);
    const number = found.posts.length;
    if (!number) {
      after = found.last ?? after;
      return;
    }
    button.hidden = false;
    link.hidden = true;
    button.lastElementChild.textContent = number === 1 ? 'Toon die hier' : 'Toon ze hier';
    say(many(number, 'nieuwe reactie.', 'nieuwe reacties.'));
  }

  function show() {
    const placed = found.posts.filter((post) => {
      const list = placeFor(post, box);
      const article = post.firstElementChild;
      if (list) list.append(article);
      if (list) prepare(article);
      return list;
    });
    if (placed.length) box.closest('section').querySelector('[data-leeg]')?.remove();
    const first = placed[0] ?? found.posts[0];
    const { reactie } = first.dataset;
    link.href = placed.length ? `#reactie-${reactie}` : `/communities/reacties/${reactie}/`;
    link.textContent = placed.length ? 'Ga naar de eerste' : 'Lees de reactie waar die staat';
    say(placed.length
      ? many(placed.length, 'reactie staat erbij.', 'reacties staan erbij.')
      : 'De nieuwe reactie hoort bij een gesprek dat hier niet staat.');
    link.hidden = false;
    if (document.activeElement === button) link.focus({ preventScroll: true });
    button.hidden = true;
    after = found.last;
    found = { posts: [] };
    address.searchParams.set('gezien', 'ja');
  }

  function plan() {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(look, wait);
  }

  async function look() {
    clearTimeout(timer);
    if (document.hidden || stopped) return;
    address.searchParams.set('na', after);
    const answer = await fetch(address, { redirect: 'manual' }).catch(() => null);
    if (answer && (answer.type === 'opaqueredirect' || NO_MORE.has(answer.status))) {
      stopped = true;
      return;
    }
    if (answer?.status === 200) {
      offer(await answer.text());
      wait = FIRST;
    } else {
      wait = Math.min(wait * 1.5, SLOWEST);
    }
    plan();
  }

  button.addEventListener('click', show);
  document.addEventListener('visibilitychange', () => {
    wait = FIRST;
    look();
  });
  plan();
}
