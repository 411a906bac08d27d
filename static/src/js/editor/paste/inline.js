// Bold, italic, struck, small digits, links and images.
import { OUR_IMAGE } from '../schema.js';
import { all, isEmpty, rename, styled, unwrap } from './dom.js';

const SAFE = /^(https?:|mailto:|tel:|\/(?!\/))/i;
const SAFELINK = /safelinks\.protection\.outlook\.com\/.*?[?&]url=([^&]+)/i;
const digits = (line) => Object.fromEntries([...'0123456789+-'].map((sign, at) => [sign, [...line][at]]));
const BELOW = digits('₀₁₂₃₄₅₆₇₈₉₊₋');
const ABOVE = { ...digits('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻'), n: 'ⁿ' };

const isLight = (element) => /^(normal|[1-4]00)$/.test(styled(element, 'font-weight'));

export function fitMarks(body) {
  const { ownerDocument: doc } = body;
  for (const element of all(body, 'sub,sup')) {
    const map = element.nodeName === 'SUB' ? BELOW : ABOVE;
    const signs = [...element.textContent];
    const text = signs.every((sign) => map[sign]) ? signs.map((sign) => map[sign]).join('') : signs.join('');
    element.replaceWith(doc.createTextNode(text));
  }
  for (const element of all(body, 'b,strong')) {
    if (isLight(element)) unwrap(element);
    else if (element.nodeName === 'B') rename(element, 'strong');
  }
  for (const element of all(body, 'i,em,cite,dfn')) {
    if (styled(element, 'font-style') === 'normal') unwrap(element);
    else if (element.nodeName !== 'EM') rename(element, 'em');
  }
  all(body, 'strike,del').forEach((element) => rename(element, 's'));
  all(body, 'span,font').forEach(fitStyle);
  all(body, 'h1 strong,h2 strong,h3 strong,h4 strong,h5 strong,h6 strong').forEach(unwrap);
  all(body, 'strong,em,s').filter(isEmpty).forEach(unwrap);
  all(body, 'strong strong, em em, s s').forEach(unwrap);
}

// A span that is bold, italic or struck by its style.
function fitStyle(span) {
  const marks = [];
  if (/^(bold|bolder|[6-9]00)$/.test(styled(span, 'font-weight'))) marks.push('strong');
  if (styled(span, 'font-style') === 'italic') marks.push('em');
  if (/line-through/.test(styled(span, 'text-decoration(?:-line)?'))) marks.push('s');
  const bold = isLight(span) && span.closest('strong');
  if (bold && bold.textContent === span.textContent) unwrap(bold); // <b><span normal>
  let around = span;
  for (const name of marks) {
    const mark = span.ownerDocument.createElement(name);
    mark.append(...around.childNodes);
    around.append(mark);
    around = mark;
  }
}

export function fitLinks(body) {
  for (const link of all(body, 'a')) {
    let href = (link.getAttribute('href') || '').trim();
    const wrapped = SAFELINK.exec(href);
    if (wrapped) href = decoded(wrapped[1]);
    const bears = link.textContent.trim() || link.querySelector('img');
    if (SAFE.test(href) && bears) link.setAttribute('href', href);
    else unwrap(link);
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

// Keep images of our own; return how many others there were, with words in their place.
export function fitImages(body, origin) {
  let gone = 0;
  for (const image of all(body, 'img')) {
    const src = (image.getAttribute('src') || '').trim();
    const path = src.startsWith(`${origin}/`) ? src.slice(origin.length) : src;
    if (OUR_IMAGE.test(path)) {
      image.setAttribute('src', path);
      continue;
    }
    const alt = (image.getAttribute('alt') || '').replace(/\s+/g, ' ').trim();
    if (!/^(cid:|file:|data:|blob:|https?:)/i.test(src)) image.remove();
    else {
      gone++;
      const words = `[afbeelding ontbreekt${alt ? `: ${alt}` : ''}]`;
      image.replaceWith(body.ownerDocument.createTextNode(words));
    }
  }
  return gone;
}
