// Turns the HTML of a clipboard (Word, Outlook, Word on the web, Google Docs, Excel, any page)
// into the few elements that a text can hold.
import { fitBlocks, fitHeadings, looseText } from './blocks.js';
import { defused } from './defuse.js';
import { all, unwrap } from './dom.js';
import { fitImages, fitLinks, fitMarks } from './inline.js';
import {
  dropOffice, fitFootnotes, fitOfficeHeadings, fitOfficeLists, fitWebLists, nestLists,
} from './office.js';
import { fitTables } from './tables.js';

const START = '<!--StartFragment-->';
const END = '<!--EndFragment-->';
const ATTRIBUTES = {
  A: ['href'],
  IMG: ['src', 'alt'],
  OL: ['start'],
  TD: ['data-uitlijning'],
  TH: ['data-uitlijning'],
};
const ELEMENTS = new Set(('P H2 H3 H4 UL OL LI BLOCKQUOTE TABLE TBODY THEAD TR TD TH A IMG STRONG EM S '
  + 'BR HR').split(' '));

// Return {html, images}: what can be kept, and how many images cannot.
export function clean(html, origin) {
  const doc = new DOMParser().parseFromString(defused(fragment(html)), 'text/html');
  const { body } = doc;
  dropOffice(body);
  fitFootnotes(body);
  fitOfficeHeadings(body);
  fitOfficeLists(body);
  fitWebLists(body);
  nestLists(body);
  fitMarks(body);
  fitLinks(body);
  const images = fitImages(body, origin);
  oneSpace(body);
  fitTables(body);
  fitHeadings(body);
  fitBlocks(body);
  looseText(body);
  keepOnly(body);
  return { html: body.innerHTML, images };
}

// What was chosen stands between two comments; a copy of rows or cells keeps its table.
function fragment(html) {
  const from = html.indexOf(START);
  const to = html.lastIndexOf(END);
  if (from < 0 || to <= from) return html;
  const part = html.slice(from + START.length, to);
  return /^\s*<(tr|td|th|tbody|col|li)\b/i.test(part) ? html : part;
}

// Hard spaces and the line ends of the source are ordinary spaces.
function oneSpace(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest('pre')) node.data = node.data.replace(/[\s\u00a0]+/g, ' ');
  }
}

function keepOnly(body) {
  for (const element of all(body, '*').reverse()) {
    if (!ELEMENTS.has(element.nodeName)) {
      unwrap(element);
      continue;
    }
    const kept = ATTRIBUTES[element.nodeName] ?? [];
    for (const { name } of [...element.attributes]) {
      if (!kept.includes(name)) element.removeAttribute(name);
    }
  }
}
