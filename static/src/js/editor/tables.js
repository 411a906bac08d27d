// Tables: the first row is the head, and no cell spans others, for Markdown knows no other table.
import { Plugin, TextSelection } from 'prosemirror-state';
import { addColumnAfter, isInTable, selectedRect } from 'prosemirror-tables';
import { schema } from './schema.js';

const { table: TABLE, table_row: ROW, table_cell: CELL, table_header: HEADER } = schema.nodes;
const COLUMNS = [1, 2, 3];

// Insert a table of three by three, with its first head selected, to be typed over.
export function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  if (!dispatch) return true;
  const head = COLUMNS.map((at) => HEADER.create(null, schema.text(`Kolom ${at}`)));
  const row = () => ROW.create(null, COLUMNS.map(() => CELL.create()));
  const table = TABLE.create(null, [ROW.create(null, head), row(), row()]);
  const tr = state.tr.replaceSelectionWith(table);
  const begin = headOf(tr.doc, tr.mapping.map(state.selection.from, -1), table);
  if (begin) tr.setSelection(TextSelection.create(tr.doc, begin, begin + head[0].content.size));
  dispatch(tr.scrollIntoView());
  return true;
}

// Add a column, with a word in its head: an empty head says nothing to who hears the table.
export function addColumn(state, dispatch) {
  return addColumnAfter(state, dispatch && ((tr) => {
    const { tableStart, right } = selectedRect(state);
    const head = tr.doc.nodeAt(tableStart - 1).firstChild;
    let at = tableStart + 1;
    for (let x = 0; x < right; x++) at += head.child(x).nodeSize;
    if (!head.child(right).content.size) tr.insertText(`Kolom ${right + 1}`, at + 1);
    dispatch(tr);
  }));
}

function headOf(doc, near, table) {
  let found = 0;
  doc.nodesBetween(Math.max(0, near - 1), Math.min(doc.content.size, near + 3), (node, at) => {
    if (node === table) found = at + 3;
    return !found;
  });
  return found;
}

export const tableShape = new Plugin({
  appendTransaction(transactions, _, state) {
    if (!transactions.some((each) => each.docChanged)) return null;
    const tr = state.tr;
    state.doc.descendants((node, at) => {
      if (node.type !== TABLE) return !node.isTextblock;
      node.forEach((row, rowAt, y) => row.forEach((cell, cellAt) => {
        const type = y ? CELL : HEADER;
        const { colspan, rowspan } = cell.attrs;
        if (cell.type === type && colspan === 1 && rowspan === 1) return;
        const attrs = { ...cell.attrs, colspan: 1, rowspan: 1 };
        tr.setNodeMarkup(at + 1 + rowAt + 1 + cellAt, type, attrs);
      }));
      return false;
    });
    return tr.docChanged ? tr : null;
  },
});
