// What the buttons and keys do with a text.
import {
  chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn,
} from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import {
  addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable,
} from 'prosemirror-tables';
import { leavePassage, togglePassage } from './passages.js';
import { schema } from './schema.js';
import { addColumn, insertTable } from './tables.js';

const { marks: MARKS, nodes: NODES } = schema;

export function hasMark(state, type) {
  const { from, $from, to, empty } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks || $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

// Return how deep the cursor stands in a node of this type; 0: it does not.
export function depthIn(state, type, attrs = {}) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    const fits = Object.entries(attrs).every(([name, value]) => node.attrs[name] === value);
    if (node.type === type && fits) return depth;
  }
  return 0;
}

export const heading = (level) => (state, dispatch, view) => {
  const back = depthIn(state, NODES.heading, { level });
  const command = back ? setBlockType(NODES.paragraph) : setBlockType(NODES.heading, { level });
  return command(state, dispatch, view);
};

// Make a list, change its kind, or end it.
export const list = (type) => (state, dispatch, view) => {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  for (let depth = range ? range.depth : 0; depth > 0; depth--) {
    const node = $from.node(depth);
    if (node.type === type) return liftListItem(NODES.list_item)(state, dispatch);
    if (node.type === NODES.bullet_list || node.type === NODES.ordered_list) {
      if (dispatch) {
        dispatch(state.tr.setNodeMarkup($from.before(depth), type, { tight: node.attrs.tight }));
      }
      return true;
    }
  }
  return wrapInList(type)(state, dispatch, view);
};

export const quote = (state, dispatch) => (
  depthIn(state, NODES.blockquote) ? lift(state, dispatch) : wrapIn(NODES.blockquote)(state, dispatch)
);

export const lineEnd = chainCommands(exitCode, (state, dispatch) => {
  if (dispatch) dispatch(state.tr.replaceSelectionWith(NODES.hard_break.create()).scrollIntoView());
  return true;
});

const enter = chainCommands(
  (state, dispatch) => (isInTable(state) ? lineEnd(state, dispatch) : false),
  leavePassage,
  splitListItem(NODES.list_item),
);

function itemsAround(state) {
  const { $from } = state.selection;
  let count = 0;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === NODES.list_item) count++;
  }
  return count;
}

const deeper = chainCommands(goToNextCell(1), sinkListItem(NODES.list_item));
const back = chainCommands(goToNextCell(-1), (state, dispatch) => (
  itemsAround(state) > 1 ? liftListItem(NODES.list_item)(state, dispatch) : false
));

// Every act by name: `run` does it, `on` says whether it holds where the cursor stands.
export const acts = {
  strong: { run: toggleMark(MARKS.strong), on: (state) => hasMark(state, MARKS.strong) },
  em: { run: toggleMark(MARKS.em), on: (state) => hasMark(state, MARKS.em) },
  strike: { run: toggleMark(MARKS.strike), on: (state) => hasMark(state, MARKS.strike) },
  heading2: { run: heading(2), on: (state) => depthIn(state, NODES.heading, { level: 2 }) },
  heading3: { run: heading(3), on: (state) => depthIn(state, NODES.heading, { level: 3 }) },
  heading4: { run: heading(4), on: (state) => depthIn(state, NODES.heading, { level: 4 }) },
  bulletList: { run: list(NODES.bullet_list), on: (state) => depthIn(state, NODES.bullet_list) },
  orderedList: { run: list(NODES.ordered_list), on: (state) => depthIn(state, NODES.ordered_list) },
  blockquote: { run: quote, on: (state) => depthIn(state, NODES.blockquote) },
  passage: { run: togglePassage, on: (state) => depthIn(state, NODES.passage) },
  table: { run: insertTable },
  addRow: { run: addRowAfter },
  addColumn: { run: addColumn },
  deleteRow: { run: deleteRow },
  deleteColumn: { run: deleteColumn },
  deleteTable: { run: deleteTable },
  undo: { run: undo },
  redo: { run: redo },
};

// The keys; `leaving` says whether Esc was pressed just before, and then Tab leaves the box.
export function keysFor({ openLink, leaving, escape, toToolbar }) {
  return {
    'Mod-b': acts.strong.run,
    'Mod-i': acts.em.run,
    'Mod-k': openLink,
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    'Mod-Alt-0': setBlockType(NODES.paragraph),
    'Mod-Alt-2': heading(2),
    'Mod-Alt-3': heading(3),
    'Mod-Alt-4': heading(4),
    'Mod-Shift-7': acts.orderedList.run,
    'Mod-Shift-8': acts.bulletList.run,
    'Mod-Shift-9': quote,
    'Shift-Enter': lineEnd,
    Enter: enter,
    Tab: (state, dispatch, view) => !leaving() && deeper(state, dispatch, view),
    'Shift-Tab': (state, dispatch, view) => !leaving() && back(state, dispatch, view),
    Escape: escape,
    'Alt-F10': toToolbar,
  };
}
