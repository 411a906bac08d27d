// What only Word, Outlook and Word on the web do: lists without list elements, footnotes,
// headings that are paragraphs, and tracked changes.
import { all, isEmpty, rename, styled, styleOf, unwrap } from './dom.js';

const GONE = 'script,style,meta,link,title,xml,noscript,iframe,object,embed,form,input,button,select,'
  + 'textarea,svg,math,video,audio,canvas,colgroup,col,.msocomanchor,del[cite],del[datetime],.EOP,'
  + '.MsoCommentReference';
const HIDDEN = /mso-element:\s*(comment|field)|mso-hide:\s*all|display:\s*none/;
const NOTE = /mso-element:\s*(foot|end)note(;|$)/;
const NOTE_LIST = /mso-element:\s*(foot|end)note-list/;
const NOTE_LINK = /mso-(foot|end)note-id/;
const NUMBER = /^\(?(\d+|[a-z]{1,2}|[ivxlc]+)[.)]/i;

// Comments, scripts, attachments of Office, what was deleted while changes were tracked.
export function dropOffice(body) {
  const { ownerDocument: doc } = body;
  const walker = doc.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) comments.push(node);
  comments.forEach((node) => node.remove());
  all(body, GONE).forEach((element) => element.remove());
  all(body, '[data-stijl]').filter((element) => HIDDEN.test(styleOf(element)))
    .forEach((element) => element.remove());
  // o:p and smart tags lose their wrapping; drawings and formulas go
  for (const element of all(body, '*')) {
    if (!element.isConnected || !element.nodeName.includes(':')) continue;
    if (/^(V|W|M):/.test(element.nodeName)) element.remove();
    else unwrap(element);
  }
}

// A reference becomes [1]; the notes become a numbered list at the end.
export function fitFootnotes(body) {
  const { ownerDocument: doc } = body;
  const notes = all(body, '[data-stijl]').filter((element) => NOTE.test(styleOf(element)));
  for (const link of all(body, 'a[data-stijl]')) {
    if (!NOTE_LINK.test(styleOf(link))) continue;
    const inNote = notes.some((note) => note.contains(link));
    link.replaceWith(doc.createTextNode(inNote ? '' : link.textContent.trim()));
  }
  if (!notes.length) return;
  const list = doc.createElement('ol');
  for (const note of notes) {
    const item = doc.createElement('li');
    item.append(...note.childNodes);
    list.append(item);
  }
  all(body, '[data-stijl]').filter((element) => NOTE_LIST.test(styleOf(element)))
    .forEach((element) => element.remove());
  notes.forEach((note) => note.remove());
  const title = doc.createElement('p');
  const strong = doc.createElement('strong');
  strong.textContent = 'Noten';
  title.append(strong);
  body.append(title, list);
}

function headingLevel(paragraph) {
  const named = /^MsoHeading(\d)$/.exec(paragraph.className);
  const outline = parseInt(styled(paragraph, 'mso-outline-level'), 10);
  if (paragraph.className === 'MsoTitle') return 1;
  if (outline >= 1 && outline <= 6 && !styled(paragraph, 'mso-list')) return outline;
  if (named) return Math.min(Number(named[1]), 6);
  if (paragraph.getAttribute('role') !== 'heading') return 0;
  return Math.min(Number(paragraph.getAttribute('aria-level')) || 1, 6);
}

export function fitOfficeHeadings(body) {
  for (const paragraph of all(body, 'p')) {
    const level = headingLevel(paragraph);
    if (level > 0 && !paragraph.closest('td,th,li') && !isEmpty(paragraph)) {
      rename(paragraph, `h${level}`);
    }
  }
  all(body, 'h1,h2,h3,h4,h5,h6').forEach(takeSign); // the number of a heading goes
}

// Return the bullet or number that Word wrote before a line, and take it out.
function takeSign(paragraph) {
  const sign = all(paragraph, '[data-stijl]').find((each) => /mso-list:\s*ignore/.test(styleOf(each)));
  if (!sign) return '';
  const text = sign.textContent.replace(/\u00a0/g, ' ').trim();
  sign.remove();
  return text;
}

function levelOf(element) {
  const found = /mso-list:\s*\S+\s+level(\d+)/.exec(styleOf(element));
  return found && /^(P|DIV)$/.test(element.nodeName) ? Number(found[1]) : 0;
}

// Build nested lists of lines [{level, numbered, start, nodes}] and put them at a place.
function buildLists(lines, place) {
  const { ownerDocument: doc } = place;
  const open = [];
  for (const { level, numbered, start, nodes } of lines) {
    while (open.length && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level === level && open.at(-1).numbered !== numbered) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = doc.createElement(numbered ? 'ol' : 'ul');
      if (numbered && start > 1) list.setAttribute('start', start);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else place.before(list);
      open.push({ level, numbered, list });
    }
    const item = doc.createElement('li');
    item.append(...nodes);
    open.at(-1).list.append(item);
  }
  place.remove();
}

// Word: each item is a paragraph that says `mso-list: l0 level1 lfo1`.
export function fitOfficeLists(body) {
  for (const first of all(body, 'p,div')) {
    if (!first.isConnected || !levelOf(first)) continue;
    const place = body.ownerDocument.createComment('');
    first.before(place);
    const lines = [];
    for (let line = first; line && (levelOf(line) || isGap(line));) {
      const next = line.nextElementSibling;
      const level = levelOf(line);
      if (level) {
        const sign = takeSign(line);
        const numbered = NUMBER.test(sign);
        const start = numbered ? parseInt(sign.replace(/\D/g, ''), 10) || 1 : 1;
        lines.push({ level, numbered, start, nodes: [...line.childNodes] });
      }
      line.remove();
      line = next;
    }
    buildLists(lines, place);
  }
}

// An empty paragraph between an item and a deeper one.
function isGap(line) {
  const next = line.nextElementSibling;
  return line.nodeName === 'P' && isEmpty(line) && next && levelOf(next) > 1;
}

// Word on the web: each item is a list of its own, with its depth in an attribute.
export function fitWebLists(body) {
  for (const first of all(body, '.ListContainerWrapper')) {
    if (!first.isConnected) continue;
    const place = body.ownerDocument.createComment('');
    first.before(place);
    const lines = [];
    for (let wrapper = first; wrapper?.matches('.ListContainerWrapper');) {
      const next = wrapper.nextElementSibling;
      for (const item of all(wrapper, 'li')) {
        lines.push({
          level: Number(item.getAttribute('data-aria-level')) || 1,
          numbered: item.parentNode.nodeName === 'OL',
          start: Number(item.getAttribute('data-aria-posinset')) || 1,
          nodes: [...item.childNodes],
        });
      }
      wrapper.remove();
      wrapper = next;
    }
    buildLists(lines, place);
  }
}

// A list right inside a list (Outlook, Google Docs) belongs in the item above it.
export function nestLists(body) {
  for (const list of all(body, 'ul > ul, ul > ol, ol > ul, ol > ol')) {
    const above = list.previousElementSibling;
    if (above?.nodeName === 'LI') above.append(list);
    else {
      const item = body.ownerDocument.createElement('li');
      list.before(item);
      item.append(list);
    }
  }
}
