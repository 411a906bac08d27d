// Small tools for a document that was pasted.

const BLOCKS = new Set(('P H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE TABLE DIV HR PRE SECTION ARTICLE '
  + 'HEADER FOOTER MAIN ADDRESS CENTER DL DT DD FIGURE FIGCAPTION TBODY THEAD TFOOT TR TD TH '
  + 'CAPTION NAV ASIDE DETAILS SUMMARY').split(' '));
const KEPT = /^(data-stijl|data-uitlijning|href|src|alt|start|class|colspan|rowspan|align|role|aria-level)$/;

export const all = (root, selector) => [...root.querySelectorAll(selector)];
export const isBlock = (node) => node.nodeType === 1 && BLOCKS.has(node.nodeName);
export const unwrap = (element) => element.replaceWith(...element.childNodes);
export const styleOf = (element) => (element.getAttribute('data-stijl') || '').toLowerCase();

// Return the value of one property of the style that an element came with.
export function styled(element, name) {
  const found = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(styleOf(element));
  return found ? found[1].trim() : '';
}

export function isEmpty(node) {
  if (node.textContent.replace(/[\s\u00a0]/g, '')) return false;
  return node.nodeType !== 1 || !(node.matches('img,hr') || node.querySelector('img,hr'));
}

export const isBlankText = (node) => node?.nodeType === 3 && !node.data.trim();

// Give an element another name; what can be needed later goes along.
export function rename(element, name) {
  const fresh = element.ownerDocument.createElement(name);
  for (const { name: key, value } of element.attributes) {
    if (KEPT.test(key)) fresh.setAttribute(key, value);
  }
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
  return fresh;
}

// Take line ends and blank text off both ends.
export function trim(element) {
  const idle = (node) => node && (node.nodeName === 'BR' || isBlankText(node));
  while (idle(element.lastChild)) element.lastChild.remove();
  while (idle(element.firstChild)) element.firstChild.remove();
}
