// Paragraphs, headings and whatever else is a block.
import { all, isBlankText, isBlock, isEmpty, rename, trim, unwrap } from './dom.js';

const WRAPPERS = 'span,font,u,ins,label,small,big,abbr,time,mark,code,tt,kbd,samp,var,q,pre,section,article,'
  + 'header,footer,main,nav,aside,details,summary,address,center,figure,figcaption,dl,dt,dd,acronym';

// Turn the blocks in a cell or heading into lines.
export function flatten(element) {
  all(element, 'li').forEach((item) => item.prepend('• '));
  const { ownerDocument: doc } = element;
  for (const block of all(element, '*').filter(isBlock)) {
    const before = block.previousSibling;
    if (before && before.nodeName !== 'BR' && !isBlankText(before)) block.before(doc.createElement('br'));
    const after = block.nextSibling;
    if (after && !isEmpty(after) && !isEmpty(block)) block.after(doc.createElement('br'));
    unwrap(block);
  }
  trim(element);
}

// The highest heading of a text is h2, the deepest h4.
export function fitHeadings(body) {
  const headings = all(body, 'h1,h2,h3,h4,h5,h6');
  const shift = headings.some((heading) => heading.nodeName === 'H1') ? 1 : 0;
  for (const heading of headings) {
    flatten(heading);
    all(heading, 'br').forEach((end) => end.replaceWith(' '));
    const level = Number(heading.nodeName[1]) + shift;
    if (isEmpty(heading)) heading.remove();
    else rename(heading, `h${Math.max(2, Math.min(4, level))}`);
  }
}

export function fitBlocks(body) {
  const { ownerDocument: doc } = body;
  all(body, 'p,blockquote').filter(isEmpty).forEach((block) => block.remove());
  for (const paragraph of all(body, 'p.MsoQuote,p.MsoIntenseQuote')) {
    const quote = doc.createElement('blockquote');
    paragraph.before(quote);
    quote.append(paragraph);
  }
  for (const wrapper of all(body, WRAPPERS)) {
    if (isBlock(wrapper)) rename(wrapper, 'div');
    else unwrap(wrapper);
  }
  for (const div of all(body, 'div').reverse()) {
    if ([...div.childNodes].some(isBlock)) {
      looseText(div);
      unwrap(div);
    } else if (isEmpty(div)) div.remove();
    else rename(div, 'p');
  }
  all(body, 'strong,em,s,a').reverse()
    .filter((mark) => [...mark.childNodes].some(isBlock)).forEach(unwrap);
  all(body, 'p').forEach(splitAtGaps);
  for (const paragraph of all(body, 'p')) {
    trim(paragraph);
    if (!paragraph.firstChild) paragraph.remove();
  }
  all(body, 'ul,ol').forEach(tighten);
}

// Two line ends in a row are the end of a paragraph.
function splitAtGaps(paragraph) {
  let current = paragraph;
  for (const end of all(paragraph, 'br')) {
    if (end.parentNode !== current) continue;
    let before = end.previousSibling;
    while (isBlankText(before)) before = before.previousSibling;
    if (before?.nodeName !== 'BR') continue;
    const rest = paragraph.ownerDocument.createElement('p');
    while (end.nextSibling) rest.append(end.nextSibling);
    current.after(rest);
    end.remove();
    current = rest;
  }
}

// Items of one paragraph each make a list without empty lines.
function tighten(list) {
  const items = [...list.children];
  if (items.some((item) => item.querySelectorAll(':scope > p').length > 1)) return;
  for (const item of items) {
    const paragraph = item.querySelector(':scope > p');
    if (paragraph) unwrap(paragraph);
  }
}

// Words beside blocks become a paragraph of their own.
export function looseText(parent) {
  if (![...parent.childNodes].some(isBlock)) return;
  let paragraph = null;
  for (const node of [...parent.childNodes]) {
    if (isBlock(node) || (isBlankText(node) && !paragraph)) {
      paragraph = null;
      continue;
    }
    if (node.nodeName === 'BR') {
      node.remove();
      paragraph = null;
      continue;
    }
    if (!paragraph) {
      paragraph = parent.ownerDocument.createElement('p');
      node.before(paragraph);
    }
    paragraph.append(node);
  }
}
