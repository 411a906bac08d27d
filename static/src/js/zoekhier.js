// A search field that also looks through what stands on this page, while somebody types
// (<input data-zoekhier="id of the place">). Enter asks the server, as without this script.
// One word finds its other forms (gemeenten, gemeente), longer words that begin with it, and,
// when nothing fits, words with a typing error in it.
const WORD = /[\p{L}\p{N}]+/gu;
const SHORTEST = 2;
const BEGINS = 4; // letters after which a longer word that begins so is found, as on the server
const HIGHLIGHT = 'gevonden';

export function fold(text) {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

// The stem of a Dutch word, roughly: scholen and school, lessen and les, huizen and huis are one.
export function stem(word) {
  let short = word;
  short = short.replace(/(e[lmnr]|je|ie|[aoy])s$/, '$1').replace(/(..)(?:en|e)$/, '$1');
  short = short.replace(/hed$/, 'heid').replace(/([bcdfghjklmnpqrstvwxz])\1$/, '$1');
  short = short.replace(/z$/, 's').replace(/v$/, 'f').replace(/([aeou])\1([^aeiou])$/, '$1$2');
  return short;
}

// Whether one word becomes the other with so few letters added, left out, changed or swapped.
export function isNear(one, other) {
  const most = Math.max(one.length, other.length) >= 8 ? 2 : 1;
  if (one.length < 4 || Math.abs(one.length - other.length) > most) return false;
  let before = [];
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[other.length] <= most;
}

function fits(asked, word, isLast, loose) {
  if (word === asked || stem(word) === stem(asked)) return true;
  if ((isLast || asked.length >= BEGINS) && word.startsWith(asked)) return true;
  return loose && isNear(stem(asked), stem(word));
}

class PageSearch {
  constructor(input) {
    this.input = input;
    this.place = document.getElementById(input.dataset.zoekhier);
    this.status = input.closest('form').parentElement.querySelector('.zoekhier');
    if (!this.place || !this.status) return;
    const parts = [...this.place.querySelectorAll('[data-zoekbaar]')];
    this.items = parts.map((part) => ({ part, words: fold(part.textContent).match(WORD) ?? [] }));
    this.begun = input.value.trim();
    if (!this.items.length) return;
    input.addEventListener('input', () => this.look());
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !input.value) return;
      event.preventDefault();
      input.value = '';
      this.look();
    });
    window.addEventListener('pageshow', () => this.look()); // words that the browser kept
  }

  look() {
    const typed = this.input.value.trim();
    const asked = fold(typed).match(WORD) ?? [];
    const idle = typed === this.begun || asked.join('').length < SHORTEST;
    if (idle) {
      this.show(this.items, []);
      this.place.style.minBlockSize = '';
      this.status.textContent = '';
      return;
    }
    this.place.style.minBlockSize ||= `${this.place.getBoundingClientRect().height}px`; // what is below stays there
    let found = this.find(asked, false);
    const loose = !found.length;
    if (loose) found = this.find(asked, true);
    this.show(found, asked, loose);
    this.say(typed, found.length, loose);
  }

  find(asked, loose) {
    const last = asked.length - 1;
    return this.items.filter(({ words }) => (
      asked.every((one, place) => words.some((word) => fits(one, word, place === last, loose)))
    ));
  }

  show(found, asked, loose = false) {
    this.items.forEach((item) => { item.part.hidden = !found.includes(item); });
    this.place.querySelectorAll('[data-zoekgroep]').forEach((group) => {
      group.hidden = !group.querySelector('[data-zoekbaar]:not([hidden])');
    });
    this.mark(asked.length ? found : [], asked, loose);
  }

  // Marks without a change of the page, where the browser can.
  mark(found, asked, loose) {
    if (!globalThis.CSS?.highlights) return;
    const ranges = [];
    found.forEach(({ part }) => {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        for (const match of node.data.matchAll(WORD)) {
          const word = fold(match[0]);
          const last = asked.length - 1;
          if (asked.some((one, place) => fits(one, word, place === last, loose))) {
            const range = new Range();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            ranges.push(range);
          }
        }
      }
    });
    CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
  }

  say(typed, number, loose) {
    const all = this.items.length;
    const more = 'Druk op Enter om in alle teksten te zoeken.';
    if (!number) this.status.textContent = `Op deze pagina staat niets over “${typed}”. ${more}`;
    else if (loose) this.status.textContent = `${number} van ${all} op deze pagina lijken op “${typed}”. ${more}`;
    else this.status.textContent = `${number} van ${all} op deze pagina. ${more}`;
  }
}

export function preparePageSearch(root) {
  root.querySelectorAll('input[data-zoekhier]').forEach((input) => new PageSearch(input));
}
