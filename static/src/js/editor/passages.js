// Confidential passages: a block that only some people read.
import { wrapIn } from 'prosemirror-commands';
import { InputRule } from 'prosemirror-inputrules';
import { Fragment } from 'prosemirror-model';
import { Plugin, TextSelection } from 'prosemirror-state';
import { findWrapping } from 'prosemirror-transform';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { schema } from './schema.js';

const { passage: PASSAGE, paragraph: PARAGRAPH } = schema.nodes;
const OPENS = /^\s*:::+\s*vertrouwelijk\s*$/i;
const CLOSES = /^\s*:::+\s*$/;

function passageAround($place) {
  for (let depth = $place.depth; depth > 0; depth--) {
    if ($place.node(depth).type === PASSAGE) return depth;
  }
  return 0;
}

// Put the chosen blocks in a passage, or take the passage away and leave what stands in it.
export function togglePassage(state, dispatch, view) {
  const { $from } = state.selection;
  const depth = passageAround($from);
  if (!depth) return wrapIn(PASSAGE)(state, dispatch, view);
  if (dispatch) {
    const from = $from.before(depth);
    const tr = state.tr.replaceWith(from, $from.after(depth), $from.node(depth).content);
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.pos - 1))).scrollIntoView());
  }
  return true;
}

// Enter in an empty last line of a passage goes on below it.
export function leavePassage(state, dispatch) {
  const { $from, empty } = state.selection;
  const depth = $from.depth - 1;
  if (!empty || depth < 1 || $from.parent.type !== PARAGRAPH || $from.parent.content.size) return false;
  const around = $from.node(depth);
  const last = $from.index(depth) === around.childCount - 1;
  if (around.type !== PASSAGE || !last || around.childCount === 1) return false;
  if (dispatch) {
    const tr = state.tr.delete($from.before(), $from.after());
    const below = tr.mapping.map($from.after(depth));
    tr.insert(below, PARAGRAPH.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, below + 1)).scrollIntoView());
  }
  return true;
}

// Whoever types the signs of a passage gets one.
export const passageRule = new InputRule(/^:::\s?vertrouwelijk$/i, (state, match, start, end) => {
  const tr = state.tr.delete(start, end);
  const range = tr.doc.resolve(start).blockRange();
  const around = range && findWrapping(range, PASSAGE);
  return around ? tr.wrap(range, around) : null;
});

// Say at each passage who reads it.
export function passageLabels(words) {
  const label = words ? `Vertrouwelijk. ${words}` : 'Vertrouwelijk';
  const attrs = { role: 'group', 'aria-label': label, 'data-wie': label };
  return new Plugin({
    props: {
      decorations(state) {
        const found = [];
        state.doc.descendants((node, at) => {
          if (node.type === PASSAGE) found.push(Decoration.node(at, at + node.nodeSize, attrs));
          return !node.isTextblock;
        });
        return DecorationSet.create(state.doc, found);
      },
    },
  });
}

// Pasted lines ":::vertrouwelijk" and ":::" become the passage that they mean.
export function readPassages(fragment) {
  const children = [];
  let inside = null;
  fragment.forEach((node) => {
    if (!inside && node.type === PARAGRAPH && OPENS.test(node.textContent)) inside = [];
    else if (inside && node.type === PARAGRAPH && CLOSES.test(node.textContent)) {
      children.push(PASSAGE.create(null, inside.length ? inside : PARAGRAPH.create()));
      inside = null;
    } else (inside || children).push(node);
  });
  if (inside) children.push(PASSAGE.create(null, inside.length ? inside : PARAGRAPH.create()));
  return Fragment.fromArray(children);
}
