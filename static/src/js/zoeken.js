// Suggestions under the search box (ARIA combobox, list autocomplete with manual selection).
// Without this script the box is a plain box. Nothing is kept, here or on the way.
const WAIT_MS = 220; // after the last key
const SHORTEST = 2;

class Suggestions {
  constructor(holder) {
    this.holder = holder;
    this.input = holder.querySelector('input');
    this.input.type = 'text'; // a search box may not be a combobox (ARIA in HTML)
    this.input.inputMode = 'search';
    this.timer = 0;
    this.asking = null;
    this.active = -1;
    this.list = document.createElement('ul');
    this.list.id = `${this.input.id}-suggesties`;
    this.list.className = 'suggesties';
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', 'Suggesties');
    this.list.hidden = true;
    this.status = document.createElement('span');
    this.status.className = 'verborgen';
    this.status.setAttribute('role', 'status');
    holder.append(this.list, this.status);
    const about = {
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id,
    };
    Object.entries(about).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.input.addEventListener('input', () => this.later());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) this.open(option);
    });
  }

  get options() { return [...this.list.children]; }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    this.asking = new AbortController();
    const address = `${this.holder.dataset.suggesties}?q=${encodeURIComponent(this.input.value)}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok) return;
      const { suggesties } = await answer.json();
      if (document.activeElement === this.input) this.show(suggesties);
    } catch {
      // offline, or another key was faster: the box works without
    }
  }

  show(found) {
    this.active = -1;
    this.input.removeAttribute('aria-activedescendant');
    this.list.replaceChildren(...found.map((each, place) => {
      const option = document.createElement('li');
      const kind = document.createElement('span');
      option.id = `${this.list.id}-${place}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dataset.url = each.url;
      option.append(each.tekst, kind);
      kind.textContent = each.soort;
      return option;
    }));
    this.list.hidden = !found.length;
    this.input.setAttribute('aria-expanded', String(found.length > 0));
    const number = found.length === 1 ? '1 suggestie' : `${found.length} suggesties`;
    this.status.textContent = found.length ? `${number}. Kies met de pijltjes.` : '';
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.show([]);
  }

  move(step) {
    const options = this.options;
    const places = options.length + 1; // the box itself is one of them
    this.active = ((this.active + 1 + step + places) % places) - 1;
    options.forEach((option, place) => {
      option.setAttribute('aria-selected', String(place === this.active));
    });
    const chosen = options[this.active];
    if (!chosen) return this.input.removeAttribute('aria-activedescendant');
    chosen.scrollIntoView({ block: 'nearest' });
    return this.input.setAttribute('aria-activedescendant', chosen.id);
  }

  key(event) {
    if (event.isComposing) return;
    const closed = this.list.hidden;
    if (event.key === 'Escape' && !closed) {
      event.preventDefault();
      this.close();
    } else if (event.key === 'ArrowDown' && closed) {
      this.later();
    } else if (['ArrowDown', 'ArrowUp'].includes(event.key) && !closed) {
      event.preventDefault();
      this.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && this.options[this.active]) {
      event.preventDefault();
      this.open(this.options[this.active]);
    }
  }

  open(option) { window.location.assign(option.dataset.url); }
}

export function prepareSearch(root) {
  root.querySelectorAll('[data-suggesties]').forEach((holder) => new Suggestions(holder));
}
