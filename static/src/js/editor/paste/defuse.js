// Makes pasted HTML harmless before any parser sees it: even a detached document reports style
// and event attributes to the content security policy. `style` becomes `data-stijl`, so that
// what Word says in it can still be read; scripts and style sheets go.

const DROPPED = /^(base|link|meta)$/; // a policy may report these too
const RAW = /^(style|script|xmp|iframe|noembed|noframes|noscript|textarea|title|plaintext)$/;
// Control characters, and signs that turn the direction of the text after them.
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

export const withoutUnseen = (text) => text.replace(UNSEEN, '');

export function defused(html) {
  const source = withoutUnseen(html);
  let out = '';
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (open < 0) return out + source.slice(at);
    out += source.slice(at, open);
    at = source.startsWith('<!--', open) ? skipComment(source, open) : 0;
    if (at) continue;
    if (!/[a-z]/i.test(source[open + 1] ?? '')) {
      out += '<';
      at = open + 1;
      continue;
    }
    const tag = readTag(source, open);
    if (RAW.test(tag.name)) at = skipRaw(source, tag);
    else {
      if (!DROPPED.test(tag.name)) out += tag.text;
      at = tag.end;
    }
  }
  return out;
}

function skipComment(source, open) {
  const end = source.indexOf('-->', open);
  return end < 0 ? source.length : end + 3;
}

function skipRaw(source, tag) {
  const end = new RegExp(`</${tag.name}`, 'gi');
  end.lastIndex = tag.end;
  const found = end.exec(source);
  if (!found) return source.length;
  const close = source.indexOf('>', found.index);
  return close < 0 ? source.length : close + 1;
}

// Read one tag as a browser does, and write it again with quoted attributes.
function readTag(source, open) {
  const name = /[^\s/>]*/y;
  name.lastIndex = open + 1;
  const tagName = name.exec(source)[0].toLowerCase();
  const attribute = /[\s/]*(?:>|([^\s/>=][^\s/>=]*|=[^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)?))?)/y;
  attribute.lastIndex = name.lastIndex;
  let text = `<${tagName}`;
  let end = name.lastIndex;
  for (let found; (found = attribute.exec(source)); end = attribute.lastIndex) {
    if (found[1] === undefined) return { name: tagName, text: `${text}>`, end: attribute.lastIndex };
    const value = found[2] ?? found[3] ?? found[4] ?? '';
    const called = found[1].toLowerCase();
    if (/^on/.test(called)) continue;
    const kept = called === 'style' ? 'data-stijl' : called;
    if (/^[a-z][\w:-]*$/.test(kept)) text += ` ${kept}="${value.replace(/"/g, '&quot;')}"`;
  }
  return { name: tagName, text: '', end: Math.max(end, open + 1) }; // a tag that never ends
}
