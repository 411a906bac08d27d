// What a text can hold: the dialect of netwerk/kern/tekst/opmaak.py, and nothing else.
import { Schema } from 'prosemirror-model';

export const SAFE_LINK = /^(https?:|mailto:|tel:|\/(?!\/)|#)/i;
export const OUR_IMAGE = /^\/bestanden\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[^/?#\\]+$/;

// A list is tight when no empty line stands between its items.
function tight(dom) {
  return dom.dataset.strak ? dom.dataset.strak === '1' : !dom.querySelector(':scope > li > p');
}

// A heading stands one level deeper on the page than in the text, when an h2 stands above the box.
const box = document.querySelector('template[data-editor-voor]');
const isAbove = (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING;
const deeper = !box || [...document.querySelectorAll('main h2')].some(isAbove) ? 1 : 0;

const fromHeading = (level) => ({
  tag: `h${level}`,
  getAttrs: (dom) => ({ level: Number(dom.dataset.niveau) || Math.max(2, Math.min(4, level)) }),
});

const list = (tag, attrs, more) => ({
  content: 'list_item+',
  group: 'block',
  attrs: { tight: { default: true }, ...attrs },
  parseDOM: [{ tag, getAttrs: (dom) => ({ tight: tight(dom), ...more.read(dom) }) }],
  toDOM: (node) => [tag, { 'data-strak': node.attrs.tight ? '1' : '0', ...more.write(node) }, 0],
});

const cell = (tag) => ({
  content: 'inline*',
  attrs: {
    colspan: { default: 1 },
    rowspan: { default: 1 },
    colwidth: { default: null },
    side: { default: '' },
  },
  tableRole: tag === 'th' ? 'header_cell' : 'cell',
  isolating: true,
  parseDOM: [{ tag, getAttrs: (dom) => ({ side: dom.dataset.uitlijning || '' }) }],
  toDOM: (node) => [tag, {
    ...(tag === 'th' ? { scope: 'col' } : {}),
    ...(node.attrs.side ? { 'data-uitlijning': node.attrs.side } : {}),
  }, 0],
});

const block = (tag, more = {}) => ({
  group: 'block', parseDOM: [{ tag }], toDOM: () => [tag, 0], ...more,
});

const nodes = {
  doc: { content: 'block+' },
  paragraph: block('p', { content: 'inline*' }),
  heading: {
    content: 'inline*',
    group: 'block',
    defining: true,
    attrs: { level: { default: 2 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map(fromHeading),
    toDOM: ({ attrs }) => [`h${attrs.level + deeper}`, { 'data-niveau': attrs.level }, 0],
  },
  blockquote: block('blockquote', { content: 'block+', defining: true }),
  bullet_list: list('ul', {}, { read: () => ({}), write: () => ({}) }),
  ordered_list: list('ol', { order: { default: 1 } }, {
    read: (dom) => ({ order: Number(dom.getAttribute('start') ?? 1) || 0 }),
    write: ({ attrs }) => (attrs.order === 1 ? {} : { start: attrs.order }),
  }),
  list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  // Isolating: a Backspace at its edge never brings a confidential line into the open.
  passage: {
    content: 'block+',
    group: 'block',
    defining: true,
    isolating: true,
    parseDOM: [{ tag: 'div[data-vertrouwelijk]' }],
    toDOM: () => ['div', { 'data-vertrouwelijk': '' }, 0],
  },
  table: {
    content: 'table_row+',
    tableRole: 'table',
    group: 'block',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)+',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('td'),
  table_header: cell('th'),
  text: { group: 'inline' },
  image: {
    inline: true,
    group: 'inline',
    draggable: true,
    attrs: { src: {}, alt: { default: '' }, title: { default: null } },
    parseDOM: [{
      tag: 'img[src]',
      getAttrs: (dom) => OUR_IMAGE.test(dom.getAttribute('src')) && {
        src: dom.getAttribute('src'),
        alt: dom.getAttribute('alt') || '',
        title: dom.getAttribute('title'),
      },
    }],
    toDOM: ({ attrs }) => ['img', {
      src: attrs.src, alt: attrs.alt, ...(attrs.title ? { title: attrs.title } : {}),
    }],
  },
  hard_break: {
    inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'],
  },
};

const mark = (tag, other) => ({ parseDOM: [{ tag }, { tag: other }], toDOM: () => [tag, 0] });

const marks = {
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [{
      tag: 'a[href]',
      getAttrs: (dom) => SAFE_LINK.test(dom.getAttribute('href')) && {
        href: dom.getAttribute('href'), title: dom.getAttribute('title'),
      },
    }],
    toDOM: ({ attrs }) => ['a', { href: attrs.href }, 0],
  },
  em: mark('em', 'i'),
  strong: mark('strong', 'b'),
  strike: mark('s', 'del'),
};

export const schema = new Schema({ nodes, marks });
