// Keeps what somebody types as a draft on the server, so that nothing is lost: <form data-concept="address">.
// What is kept is its text (body), or without one all its fields; data-concept-los says that the server drew
// what was just typed and has not kept it.
// Nothing is kept in the browser: on a shared computer the next person would find it.
const WAIT_MS = 3000; // after the last key
const LONGEST_MS = 15000; // while somebody keeps typing
const AGAIN_MS = 15000; // after a failure
const KEEPALIVE_BYTES = 60000; // a browser sends no more than this while a page closes
const WORDS = {
  offline: 'Je concept is nu niet te bewaren: er is geen verbinding. Sluit deze pagina niet. We proberen het steeds opnieuw.',
  loggedOut: 'Je bent uitgelogd. Log in een nieuw tabblad weer in en laat deze pagina open. Dan gaat het bewaren vanzelf verder.',
  gone: 'Je kunt dit hier niet meer bewaren. Kopieer je tekst voordat je verder gaat.',
  long: 'Deze tekst is te lang om te bewaren. Maak hem korter of kopieer een stuk.',
};

class Draft {
  constructor(form) {
    this.form = form;
    this.text = form.elements.namedItem('body');
    this.status = form.querySelector('[data-concept-stand]');
    this.busy = form.querySelector('[data-concept-bezig]');
    this.kept = 'conceptLos' in form.dataset ? null : this.typed();
    this.timer = 0;
    this.since = 0;
    this.sending = null;
    this.leaving = false;
    form.querySelector('[data-concept-knop]')?.setAttribute('hidden', '');  // it goes by itself
    if (this.kept === null) this.later();
    form.addEventListener('input', () => this.later());
    form.addEventListener('submit', () => this.stop());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.now(true);
    });
    window.addEventListener('pagehide', () => this.now(true));
    window.addEventListener('online', () => this.now());
    window.addEventListener('pageshow', () => { this.leaving = false; });
  }

  typed() {
    if (this.text) return this.text.value;
    const fields = new FormData(this.form);
    fields.delete('csrfmiddlewaretoken'); // another key is no other text
    return new URLSearchParams(fields).toString();
  }

  // A form that is sent saves the text itself.
  stop() {
    this.leaving = true;
    clearTimeout(this.timer);
    this.sending?.abort();
  }

  later(wait = WAIT_MS) {
    clearTimeout(this.timer);
    this.since ||= Date.now();
    const longest = this.since + LONGEST_MS - Date.now();
    this.timer = setTimeout(() => this.now(), Math.max(0, Math.min(wait, longest)));
  }

  retry() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), AGAIN_MS);
  }

  async now(closing = false) {
    clearTimeout(this.timer);
    const value = this.typed();
    if (this.leaving) return;
    if (value === this.kept) {
      // typed and taken back: what stands here is kept already, or is as it was saved
      this.form.dispatchEvent(new CustomEvent('concept:bewaard'));
      return;
    }
    if (this.sending) {
      if (!closing) return this.later();
      this.sending.abort();
    }
    this.since = 0;
    this.sending = new AbortController();
    const signal = this.sending.signal;
    try {
      await this.send(value, closing, signal);
    } catch {
      if (signal.aborted) return;
      this.say(WORDS.offline, true);
      this.retry();
    } finally {
      if (this.sending?.signal === signal) this.sending = null;
    }
  }

  async send(value, closing, signal) {
    const body = new FormData(this.form);
    if (this.text) body.set('body', value);
    else body.set('actie', 'concept');
    const answer = await fetch(this.form.dataset.concept, {
      method: 'POST',
      body,
      signal,
      redirect: 'manual',
      keepalive: closing && new Blob([value]).size < KEEPALIVE_BYTES,
    });
    if (answer.ok) return this.done(value, await answer.json());
    if (answer.status === 404 || answer.status === 409) return this.say(WORDS.gone, true);
    if (answer.status === 413 || answer.status === 400) {
      const found = await answer.json().catch(() => ({}));
      return this.say(found.problem || WORDS.long, true);
    }
    if (answer.type === 'opaqueredirect' || answer.status === 403) {
      if (await this.renew()) return this.say(WORDS.gone, true);
      this.say(WORDS.loggedOut, true);
    } else {
      this.say(WORDS.offline, true);
    }
    return this.retry();
  }

  // Whoever logged in again elsewhere has another key for forms; fetch it with the page. Returns
  // whether that page is there for this person no more.
  async renew() {
    const answer = await fetch(location.href, { redirect: 'manual' });
    if (!answer.ok) return answer.status === 403 || answer.status === 404;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('form[data-concept] [name="csrfmiddlewaretoken"]');
    const old = this.form.elements.namedItem('csrfmiddlewaretoken');
    if (fresh && old) old.value = fresh.value;
    return false;
  }

  done(value, answer) {
    this.kept = value;
    this.form.dispatchEvent(new CustomEvent('concept:bewaard'));
    this.say(answer.moved ? `${answer.sentence} ${answer.moved}` : answer.sentence);
    this.busy?.replaceChildren(...answer.busy.map((sentence) => {
      const line = document.createElement('li');
      line.textContent = sentence;
      return line;
    }));
  }

  say(words, isProblem = false) {
    if (!this.status) return;
    this.status.classList.toggle('fout', isProblem);
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

export function prepareDrafts(root) {
  root.querySelectorAll('form[data-concept]').forEach((form) => new Draft(form));
}
