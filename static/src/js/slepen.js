// Dragging things in their row: <ol data-slepen> with <li data-sleep="key" data-naam="name">, each with
// a form that moves it and a [data-sleepgreep] to hold. The buttons in that form do the same.
// What the server answers is the page with the new order; without an answer the old one comes back.
const EDGE = 72; // px from the edge of the window where the page begins to move along
const SPEED = 12;
const FAILED = 'Verplaatsen lukte niet. De volgorde is weer zoals hij was. Probeer het nog eens.';

function middle(item) {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}

class Dragging {
  constructor(list) {
    this.list = list;
    this.status = list.parentElement.querySelector('[data-sleepstand]');
    this.item = null;
    this.showGrips();
    list.addEventListener('pointerdown', (event) => this.take(event));
    list.addEventListener('pointermove', (event) => this.move(event));
    list.addEventListener('pointerup', () => this.drop());
    list.addEventListener('pointercancel', () => this.cancel());
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.cancel(); });
  }

  showGrips() {
    const alone = this.list.children.length < 2;
    this.list.querySelectorAll('[data-sleepgreep]').forEach((grip) => { grip.hidden = alone; });
  }

  take(event) {
    const grip = event.target.closest('[data-sleepgreep]');
    if (!grip || event.button !== 0 || this.item || this.list.ariaBusy === 'true') return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    this.item = grip.closest('[data-sleep]');
    this.before = [...this.list.children];
    this.item.classList.add('gesleept');
    this.y = event.clientY;
    this.follow();
  }

  move(event) {
    if (!this.item) return;
    this.y = event.clientY;
    this.arrange();
  }

  // The others make room; the one that is held stays in the page, so that it is not let go.
  arrange() {
    let other = this.item.nextElementSibling;
    for (; other && this.y > middle(other); other = this.item.nextElementSibling) this.item.before(other);
    other = this.item.previousElementSibling;
    for (; other && this.y < middle(other); other = this.item.previousElementSibling) this.item.after(other);
  }

  follow() {
    if (!this.item) return;
    if (this.y < EDGE) window.scrollBy(0, -SPEED);
    if (this.y > window.innerHeight - EDGE) window.scrollBy(0, SPEED);
    this.arrange();
    requestAnimationFrame(() => this.follow());
  }

  // Let go of it; returns what was held.
  release() {
    const { item } = this;
    item?.classList.remove('gesleept');
    this.item = null;
    return item;
  }

  cancel() {
    if (this.release()) this.list.append(...this.before);
  }

  async drop() {
    const item = this.release();
    if (!item || [...this.list.children].every((each, place) => each === this.before[place])) return;
    this.list.ariaBusy = 'true';
    try {
      const answer = await fetch(item.querySelector('form').action, { method: 'POST', body: this.wish(item) });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-slepen]');
      if (!answer.ok || !fresh) throw new Error(answer.status);
      this.show(fresh, item, page.querySelector('.bericht--fout')?.textContent.trim());
    } catch {
      this.list.append(...this.before);
      this.say(FAILED, true);
    } finally {
      this.list.ariaBusy = null;
    }
  }

  wish(item) {
    const body = new FormData(item.querySelector('form'));
    const beside = item.previousElementSibling ?? item.nextElementSibling;
    body.set('naast', beside.dataset.sleep);
    body.set('kant', item.previousElementSibling ? 'na' : 'voor');
    return body;
  }

  show(fresh, item, problem) {
    fresh.querySelectorAll('[autofocus]').forEach((button) => button.removeAttribute('autofocus'));
    this.list.replaceChildren(...fresh.children);
    this.showGrips();
    this.say(problem ?? this.where(item), Boolean(problem));
  }

  // Where it stands now, said with its neighbour: a long row has pages, so a number says little.
  where(item) {
    const items = [...this.list.children];
    const place = items.findIndex((each) => each.dataset.sleep === item.dataset.sleep);
    const beside = items[place - 1] ?? items[place + 1];
    return `“${item.dataset.naam}” staat nu ${place > 0 ? 'onder' : 'boven'} “${beside?.dataset.naam}”.`;
  }

  say(words, isProblem = false) {
    this.status.classList.toggle('fout', isProblem);
    this.status.textContent = words;
  }
}

export function prepareDragging(root) {
  root.querySelectorAll('[data-slepen]').forEach((list) => new Dragging(list));
}
