// From document to Markdown. Opening and saving a text changes nothing that was not touched:
// what is written here, the server draws as the same document again.
import { MarkdownSerializerState } from 'prosemirror-markdown';
import { Fragment } from 'prosemirror-model';
import { withFittingMarks } from './edges.js';
import { schema } from './schema.js';

const holdsImage = (node) => node.content.content.some((child) => child.type.name === 'image');
const isEmpty = (node) => node.type.name === 'paragraph'
  && !node.textContent.trim() && !holdsImage(node);

// Return the Markdown of a document.
export function markdownOf(doc) {
  const state = new MarkdownSerializerState(blocks, marks, { hardBreakNodeName: 'hard_break' });
  state.esc = escaped;
  state.renderContent(prepared(doc));
  const text = state.out.replace(/[ \t]+$/gm, '').replace(/^\n+|\n+$/g, '');
  return text.trim() ? `${text}\n` : '';
}

// ---- Before writing: what Markdown cannot hold goes, and marks are made to fit ----

const done = new WeakMap(); // nodes never change: only blocks that were touched are done again

function prepared(node) {
  if (!done.has(node)) done.set(node, prepare(node));
  return done.get(node);
}

function prepare(node) {
  if (node.isTextblock) return preparedText(node);
  if (node.isLeaf) return node;
  let children = node.content.content.map(prepared);
  if (!node.type.name.startsWith('table')) children = children.filter(holdsSomething);
  const loose = node.attrs.tight && children.some(needsRoom);
  const attrs = loose ? { ...node.attrs, tight: false } : node.attrs;
  return node.type.create(attrs, Fragment.fromArray(children));
}

function preparedText(node) {
  const plain = node.childCount === 1 && node.firstChild.isText && !node.firstChild.marks.length;
  if (!plain) return withFittingMarks(node);
  const text = node.textContent.replace(/[\s\u00a0]+/g, ' ').trim();
  return node.copy(text ? Fragment.from(schema.text(text)) : Fragment.empty);
}

const holdsSomething = (node) => node.isLeaf || node.childCount > 0;

// An item with a second block that would join the line above it, were there no empty line.
function needsRoom(item) {
  return item.content.content.some((child, at) => {
    if (!at) return false;
    const order = child.type.name === 'ordered_list' && child.attrs.order !== 1;
    return child.isTextblock
      || (order && item.child(at - 1).type.name === 'paragraph')
      || ['horizontal_rule', 'table', 'blockquote', 'passage'].includes(child.type.name);
  });
}

// ---- Blocks ----

// Two lists of one kind that follow each other stay two lists: the second gets another sign.
function alternates(node, parent, index) {
  let count = 0;
  for (let at = index - 1; parent && at >= 0; at--) {
    const before = parent.child(at);
    if (isEmpty(before)) continue;
    if (before.type !== node.type) break;
    count++;
  }
  return count % 2 === 1;
}

function writeList(state, node, signOf) {
  const wasTight = state.inTightList;
  if (wasTight && state.closed) state.flushClose(1);
  state.inTightList = node.attrs.tight;
  node.forEach((item, _, index) => {
    if (index && node.attrs.tight) state.flushClose(1);
    const sign = signOf(index);
    const indent = ' '.repeat(sign.length);
    state.wrapBlock(indent, sign, node, () => state.render(item, node, index));
  });
  state.inTightList = wasTight;
}

function writeCell(state, cell) {
  const from = state.out.length;
  state.inCell = true;
  state.renderInline(cell, false);
  state.inCell = false;
  state.out = state.out.slice(0, from) + state.out.slice(from).trim();
}

const RULES = { right: ' ---: |', center: ' :---: |' };

function writeTable(state, table) {
  const width = Math.max(...table.content.content.map((row) => row.childCount));
  table.forEach((row, _, y) => {
    if (y) state.ensureNewLine();
    state.write('|');
    for (let x = 0; x < width; x++) {
      state.out += ' ';
      if (x < row.childCount) writeCell(state, row.child(x));
      state.out += ' |';
    }
    if (y) return;
    state.ensureNewLine();
    state.write('|');
    for (let x = 0; x < width; x++) {
      state.out += (x < row.childCount && RULES[row.child(x).attrs.side]) || ' --- |';
    }
  });
  state.closeBlock(table);
}

// Inside a passage no line may look like its end (see escaped): what stands in it stays in it.
function writePassage(state, node) {
  if (state.inPassage) {
    state.renderContent(node);
    return;
  }
  state.write(':::vertrouwelijk');
  state.out += '\n';
  state.inPassage = true;
  const [from, wasTight] = [state.out.length, state.inTightList];
  state.inTightList = false;
  state.renderContent(node);
  state.inTightList = wasTight;
  state.inPassage = false;
  const inside = state.out.slice(from).replace(/^([ \t>]*:):(?=:+[ \t]*$)/gm, '$1\\:');
  state.out = state.out.slice(0, from) + inside;
  state.flushClose(1);
  state.write(':::');
  state.closeBlock(node);
}

function writeHeading(state, node) {
  if (!node.textContent.trim() && !holdsImage(node)) return;
  state.write(`${'#'.repeat(node.attrs.level)} `);
  state.inHeading = true;
  state.renderInline(node, false);
  state.inHeading = false;
  state.closeBlock(node);
}

function writeBreak(state, node, parent, index) {
  const after = parent.content.content.slice(index + 1);
  if (!after.some((child) => child.type !== node.type)) return;
  if (after.length === 1 && after[0].isText && !after[0].text.trim()) return;
  if (index === 0) return;
  if (state.inHeading) state.write(' ');
  else state.write(state.inCell ? '<br>' : '\\\n');
}

function writeText(state, node, parent, index) {
  const afterBreak = index > 0 && parent.child(index - 1).type.name === 'hard_break';
  const begins = afterBreak || index === 0;
  if (begins) state.atBlockStart = !state.inCell && !state.inHeading;
  const text = node.text.replace(/[\n\t]+/g, ' ');
  state.text(begins ? text.replace(/^\s+/, '') : text, !state.inAutolink);
}

const blocks = {
  paragraph(state, node, parent) {
    if (isEmpty(node) && !(parent && parent.childCount === 1)) return;
    state.renderInline(node);
    state.closeBlock(node);
  },
  heading: writeHeading,
  blockquote(state, node) {
    state.wrapBlock('> ', null, node, () => state.renderContent(node));
  },
  bullet_list(state, node, parent, index) {
    const sign = alternates(node, parent, index) ? '* ' : '- ';
    writeList(state, node, () => sign);
  },
  ordered_list(state, node, parent, index) {
    const end = alternates(node, parent, index) ? ') ' : '. ';
    writeList(state, node, (at) => node.attrs.order + at + end);
  },
  list_item(state, node) { state.renderContent(node); },
  horizontal_rule(state, node, parent) {
    state.write(parent && parent.type.name !== 'doc' ? '___' : '---');
    state.closeBlock(node);
  },
  passage: writePassage,
  table: writeTable,
  image(state, node) {
    const alt = (node.attrs.alt || '').replace(/\s+/g, ' ').trim();
    state.write(`![${state.esc(alt)}](${address(node.attrs.src)}${title(node.attrs.title)})`);
  },
  hard_break: writeBreak,
  text: writeText,
};

// ---- Links and marks ----

const title = (text) => (text ? ` "${text.replace(/["\\]/g, '\\$&')}"` : '');

function balanced(text) {
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

function address(text) {
  const odd = balanced(text) ? /[\s<>"\\|]/g : /[\s<>()"\\|]/g;
  return text.replace(odd, (sign) => {
    const coded = encodeURIComponent(sign);
    return coded === sign ? `%${sign.charCodeAt(0).toString(16).toUpperCase()}` : coded;
  });
}

// An address that is its own text: <https://…>
function isBare(mark, parent, index) {
  const child = parent.child(index);
  return !mark.attrs.title && child.isText && child.text === mark.attrs.href
    && /^(https?:|mailto:)[^\s<>]*$/.test(child.text) && !/[\\`*_~]$/.test(child.text)
    && child.marks.length === 1
    && (index === parent.childCount - 1 || !mark.isInSet(parent.child(index + 1).marks));
}

const marks = {
  em: { open: '*', close: '*' },
  strong: { open: '**', close: '**' },
  strike: { open: '~~', close: '~~' },
  link: {
    open(state, mark, parent, index) {
      state.inAutolink = isBare(mark, parent, index);
      return state.inAutolink ? '<' : '[';
    },
    close(state, mark) {
      const bare = state.inAutolink;
      state.inAutolink = undefined;
      return bare ? '>' : `](${address(mark.attrs.href)}${title(mark.attrs.title)})`;
    },
    mixable: false,
  },
};

// ---- Signs that mean something in Markdown, and do not here ----

function escaped(text, begins) {
  let safe = text
    .replace(/[`*\\~[\]_]/g, (sign, at) => (
      sign === '_' && /\w/.test(text[at - 1] ?? ' ') && /\w/.test(text[at + 1] ?? ' ')
        ? sign : `\\${sign}`))
    .replace(/\|/g, this.inCell ? '\\|' : '|')
    .replace(/<(?=\S|$)/g, '\\<');
  if (this.inPassage) safe = safe.replace(/::(?=:)/g, ':\\:');
  if (this.inHeading) safe = safe.replace(/(#+)(\s*)$/, '\\$1$2');
  if (!begins) return safe;
  return safe.replace(/^(\s*)([-+>=])/, '$1\\$2')
    .replace(/^(\s*)(#{1,6})(\s|$)/, '$1\\$2$3')
    .replace(/^(\s*\d+)([.)])(\s|$)/, '$1\\$2$3')
    .replace(/^(\s*)\|/, '$1\\|');
}
