// Where bold, italic and struck text may begin and end, so that Markdown reads it as it was meant.
//
// Spaces and hindering punctuation at an edge fall outside (CommonMark calls this flanking), runs
// cross neither each other nor the edge of a link, and the longest run stands outside.
import { Fragment } from 'prosemirror-model';
import { schema } from './schema.js';

const KINDS = ['strong', 'em', 'strike'];
const MOST_ROUNDS = 20;
const THING = '\ufffc'; // stands for an image
const isSpace = (sign) => sign === undefined || /\s/u.test(sign);
const isSign = (sign) => sign === THING || /[\p{P}\p{S}]/u.test(sign);
const isWord = (sign) => !isSpace(sign) && !isSign(sign);

// Return a text block whose marks can be written.
export function withFittingMarks(block) {
  const signs = tidied(signsOf(block));
  trimLinks(signs);
  const runs = settledRuns(signs);
  return block.copy(Fragment.fromArray(rebuilt(signs, runs)));
}

function signsOf(block) {
  const signs = [];
  block.forEach((node) => {
    const link = node.marks.find((mark) => mark.type.name === 'link') || null;
    const kinds = node.marks.map((mark) => mark.type.name).filter((name) => name !== 'link');
    const add = (sign, leaf) => signs.push({ sign, leaf, link, kinds: new Set(kinds) });
    if (node.isText) for (const sign of node.text.replace(/[\s\u00a0]+/g, ' ')) add(sign);
    else add(node.type.name === 'hard_break' ? '\n' : THING, node);
  });
  return signs;
}

// No space at the ends or doubled, one line end at a time.
function tidied(signs) {
  const kept = [];
  for (const one of signs) {
    if (one.sign === ' ' && (!kept.length || isSpace(kept.at(-1).sign))) continue;
    if (one.sign === '\n') {
      while (kept.at(-1)?.sign === ' ') kept.pop();
      if (!kept.length || kept.at(-1).sign === '\n') continue;
    }
    kept.push(one);
  }
  while (kept.length && isSpace(kept.at(-1).sign)) kept.pop();
  return kept;
}

const sameLink = (a, b) => a.link === b.link || Boolean(a.link && b.link && a.link.eq(b.link));
const linkEdge = (signs, at) => at > 0 && at < signs.length && !sameLink(signs[at - 1], signs[at]);

function trimLinks(signs) {
  for (let begin = 0; begin < signs.length; begin++) {
    if (!signs[begin].link) continue;
    let end = begin + 1;
    while (signs[end]?.link && sameLink(signs[end - 1], signs[end])) end++;
    let first = begin;
    let last = end;
    while (first < last && isSpace(signs[first].sign)) signs[first++].link = null;
    while (first < last && isSpace(signs[last - 1].sign)) signs[--last].link = null;
    begin = end - 1;
  }
}

// Shrinking one run can free or hinder another: go on until nothing changes.
function settledRuns(signs) {
  const runs = { strong: [], em: [], strike: [] };
  for (let round = 0, busy = true; busy && round < MOST_ROUNDS; round++) {
    busy = false;
    for (const kind of KINDS) {
      const found = runsOf(kind, signs, runs);
      if (JSON.stringify(found) !== JSON.stringify(runs[kind])) {
        runs[kind] = found;
        busy = true;
      }
    }
  }
  return runs;
}

function runsOf(kind, signs, runs) {
  const found = [];
  for (let begin = 0; begin < signs.length; begin++) {
    if (!signs[begin].kinds.has(kind)) continue;
    let end = begin + 1;
    while (signs[end]?.kinds.has(kind) && !linkEdge(signs, end)) end++;
    end = cutAtEarlier(kind, begin, end, runs);
    const [from, to] = shrunk(kind, begin, end, signs, runs);
    if (from < to) found.push([from, to]);
    begin = Math.max(end - 1, begin);
  }
  return found;
}

// A run that crosses one of an earlier kind ends where that one begins or ends.
function cutAtEarlier(kind, begin, end, runs) {
  const cuts = [];
  for (const earlier of KINDS.slice(0, KINDS.indexOf(kind))) {
    for (const [from, to] of runs[earlier]) {
      if (from < begin && to > begin && to < end) cuts.push(to);
      else if (from > begin && from < end && to > end) cuts.push(from);
    }
  }
  return cuts.length ? Math.min(...cuts) : end;
}

function shrunk(kind, begin, end, signs, runs) {
  const drop = (at) => signs[at].kinds.delete(kind);
  const starAt = (at) => kind === 'strike'
    && KINDS.slice(0, 2).some((other) => runs[other].some((run) => run.includes(at)));
  let [from, to] = [begin, end];
  let before;
  do {
    before = to - from;
    const left = from === 0 ? ' ' : linkEdge(signs, from) ? '[' : signs[from - 1].sign;
    const right = to === signs.length ? ' ' : linkEdge(signs, to) ? ']' : signs[to].sign;
    while (from < to && isSpace(signs[from].sign)) drop(from++);
    while (from < to && isSpace(signs[to - 1].sign)) drop(--to);
    if (before !== to - from) continue;
    if (from < to && isSign(signs[from].sign) && isWord(left)) drop(from++);
    else if (from < to && isSign(signs[to - 1].sign) && isWord(right)) drop(--to);
    else if (from < to && ((starAt(from) && isWord(left)) || (starAt(to) && isWord(right)))) {
      while (from < to) drop(from++);
    }
  } while (to - from !== before && from < to);
  return [from, to];
}

// For each sign a number that is highest for the run that reaches furthest and began first.
function reaches(runs, length) {
  const found = new Array(length).fill(0);
  for (const [from, to] of runs) found.fill(to * 1e6 - from, from, to);
  return found;
}

function rebuilt(signs, runs) {
  const nodes = [];
  let text = '';
  let marks = [];
  let key = null;
  const reach = Object.fromEntries(KINDS.map((kind) => [kind, reaches(runs[kind], signs.length)]));
  const flush = () => {
    if (text) nodes.push(schema.text(text).mark(marks));
    text = '';
  };
  signs.forEach((one, at) => {
    const order = KINDS.filter((kind) => reach[kind][at])
      .sort((a, b) => reach[b][at] - reach[a][at]);
    const link = one.link ? JSON.stringify(one.link.attrs) : '';
    const own = [...(one.link ? [one.link] : []), ...order.map((kind) => schema.marks[kind].create())];
    if (one.leaf) {
      flush();
      key = null;
      nodes.push(one.leaf.mark(own));
      return;
    }
    const ownKey = order.map((kind) => kind + reach[kind][at]).join() + link;
    if (ownKey !== key) {
      flush();
      [key, marks] = [ownKey, own];
    }
    text += one.sign;
  });
  flush();
  return nodes;
}
