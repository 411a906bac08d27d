// The room: the clock counts down on the time of the server, and what changes comes in by itself.
// What somebody is typing is left alone, also when the room goes on to another step.
const OFTEN = 2500;
const SLOWEST = 15_000;
const NO_MORE = new Set([401, 403, 404, 405]);

function clockText(seconds) {
  const whole = Math.abs(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function tick(root, offset) {
  const box = root.querySelector('[data-klok]');
  if (!box) return;
  const now = Date.now() + offset;
  const end = Number(box.dataset.klok) * 1000;
  const begin = Number(box.dataset.begon) * 1000;
  const left = Math.ceil((end - now) / 1000);
  const digits = box.querySelector('[data-klok-cijfers]');
  const bar = box.querySelector('[data-klok-balk]');
  digits.hidden = false;
  bar.hidden = false;
  digits.textContent = left >= 0 ? clockText(left) : `+${clockText(left)}`;
  box.querySelector('[data-klok-woorden]').textContent = left >= 0 ? 'nog over,' : 'over de tijd, die liep';
  bar.value = Math.min(100, Math.max(0, ((now - begin) / (end - begin)) * 100));
  box.classList.toggle('zaal__tijd--over', left < 0);
}

function offsetOf(root, before) {
  const box = root.querySelector('[data-nu]');
  return box ? Number(box.dataset.nu) * 1000 - Date.now() : before;
}

function isTyping(part) {
  const text = part.querySelector('textarea');
  return Boolean(text?.value.trim());
}

// Puts the new parts in place of the old; the focus stays where it was.
function place(root, page) {
  const focused = document.activeElement?.id;
  for (const part of page.querySelectorAll('[data-deel]')) {
    const known = root.querySelector(`#${part.id}`);
    const same = part.dataset.stap !== undefined && part.dataset.stap === known?.dataset.stap;
    if (known && part.dataset.stap !== undefined && (same || isTyping(known))) {
      const note = known.querySelector('[data-verder]');
      if (note) note.hidden = same;
    } else if (known) {
      const open = known.querySelector('details')?.open;
      known.replaceWith(part);
      if (open && part.querySelector('details')) part.querySelector('details').open = true;
    }
  }
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

export function prepareRoom(root) {
  const address = new URL(root.dataset.zaal, window.location.href);
  if (new URLSearchParams(window.location.search).has('scherm')) {
    address.searchParams.set('scherm', 'ja');
  }
  const said = root.querySelector('[data-meld]');
  const trouble = root.querySelector('[data-stoort]');
  const step = () => root.querySelector('.zaal__stap')?.textContent ?? '';
  const number = () => root.querySelector('[data-telling]')?.dataset.telling ?? '0';
  let version = root.dataset.versie;
  let offset = offsetOf(root, 0);
  let wait = OFTEN;
  let timer;

  function show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const before = [step(), number()];
    version = page.querySelector('[data-versie]').dataset.versie;
    place(root, page);
    offset = offsetOf(root, offset);
    tick(root, offset);
    if (step() !== before[0]) said.textContent = `Nu: ${step()}`;
    else if (number() !== before[1]) said.textContent = `Opgeschreven: ${number()}`;
  }

  async function look() {
    clearTimeout(timer);
    address.searchParams.set('versie', version);
    const answer = await fetch(address, { redirect: 'manual' }).catch(() => null);
    if (answer && (answer.type === 'opaqueredirect' || NO_MORE.has(answer.status))) return;
    const works = answer?.status === 200 || answer?.status === 204;
    if (answer?.status === 200) show(await answer.text());
    trouble.hidden = works;
    wait = works ? OFTEN : Math.min(wait * 1.5, SLOWEST);
    timer = setTimeout(look, document.hidden ? SLOWEST : wait);
  }

  root.querySelector('[data-zaal-ververs]').hidden = true;
  tick(root, offset);
  setInterval(() => tick(root, offset), 500);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  timer = setTimeout(look, wait);
}
