// The language meter while somebody types: what the button "Kijk naar de taal" would answer, a moment
// after the last key. <div data-taalmeter="id of the form"> holds the meter; [data-taalstand] says it
// in one sentence to who does not see it. The form and the focus stay as they are; nothing is saved.
const WAIT_MS = 1500; // after the last key
const BUTTON = 'taal';

class LanguageMeter {
  constructor(place) {
    this.place = place;
    this.form = document.getElementById(place.dataset.taalmeter);
    this.status = place.parentElement.querySelector('[data-taalstand]');
    this.timer = 0;
    this.asking = null;
    this.form.addEventListener('input', () => this.later());
    this.form.addEventListener('submit', () => this.stop());
    this.told = this.summary(place);
  }

  summary(root) {
    return root.querySelector('[data-samenvatting]')?.dataset.samenvatting ?? '';
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  later() {
    this.stop();
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    this.asking = new AbortController();
    const body = new FormData(this.form);
    body.set('actie', BUTTON);
    try {
      const answer = await fetch(this.form.action, {
        method: 'POST', body, redirect: 'manual', signal: this.asking.signal,
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-taalmeter]');
      if (fresh) this.show(fresh);
    } catch {
      // offline, or somebody typed on: the meter stays as it was, and the button works without
    }
  }

  show(fresh) {
    this.place.replaceChildren(...fresh.children);
    const words = this.summary(this.place);
    if (words !== this.told) this.status.textContent = words;
    this.told = words;
  }
}

export function prepareLanguageMeter(root) {
  root.querySelectorAll('[data-taalmeter]').forEach((place) => new LanguageMeter(place));
}
