// Tables: one head, no cell that spans others, lines in a cell instead of paragraphs.
import { flatten } from './blocks.js';
import { all, isEmpty, rename, styled, unwrap } from './dom.js';

const MOST_CELLS = 20_000; // a span can claim more than anyone sees
const span = (count) => Math.min(Math.max(count || 1, 1), 200);

export function fitTables(body) {
  for (const table of all(body, 'table').reverse()) {
    const rows = [...table.rows].filter((row) => row.cells.length);
    if (!rows.length) {
      table.remove();
      continue;
    }
    const grid = gridOf(rows);
    const width = Math.max(...grid.map((row) => row.length));
    if (isLayout(table, rows, width)) {
      const cells = grid.flat().filter(Boolean).map((cell) => rename(cell, 'div'));
      table.replaceWith(...cells);
      continue;
    }
    joinHeads(grid, width, body.ownerDocument);
    repeatDown(grid, width);
    table.replaceWith(builtTable(grid, width, body.ownerDocument));
  }
}

// A table that was used to place things: unpacked.
function isLayout(table, rows, width) {
  return width === 1 || table.parentElement.closest('table')
    || (rows.length === 1 && table.querySelector('p,ul,ol,h1,h2,h3'));
}

// Return rows of cells; null where a cell above or to the left reaches.
function gridOf(rows) {
  const grid = rows.map(() => []);
  let room = MOST_CELLS;
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x++;
      for (let dy = 0; dy < Math.min(span(cell.rowSpan), rows.length - y); dy++) {
        for (let dx = 0; dx < span(cell.colSpan) && room > 0; dx++, room--) {
          grid[y + dy][x + dx] = dy || dx ? null : cell;
        }
      }
      x += span(cell.colSpan);
    }
  });
  return grid;
}

function cellAt(grid, y, x) {
  for (let top = y; top >= 0; top--) {
    for (let left = x; left >= 0; left--) {
      const cell = grid[top][left];
      if (cell && top + span(cell.rowSpan) > y && left + span(cell.colSpan) > x) return cell;
    }
  }
  return null;
}

// Two rows of heads, of which the first spans the second, become one.
function joinHeads(grid, width, doc) {
  if (grid.length < 3 || !grid[0].some((cell) => cell && span(cell.colSpan) > 1)) return;
  const heads = [];
  for (let x = 0; x < width; x++) {
    const [upper, lower] = [cellAt(grid, 0, x), cellAt(grid, 1, x)];
    const head = doc.createElement('td');
    const add = (cell) => head.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    if (upper) add(upper);
    if (lower && lower !== upper) {
      head.append(' ');
      add(lower);
      all(head, 'p,div').forEach((part) => part.replaceWith(' ', ...part.childNodes));
    }
    heads.push(head);
  }
  grid.splice(0, 2, heads);
}

// A cell that reaches over rows is repeated in each.
function repeatDown(grid, width) {
  for (let x = 0; x < width; x++) {
    for (let y = 1; y < grid.length; y++) {
      const above = grid[y - 1][x];
      if (grid[y][x] !== null || !above || span(above.rowSpan) < 2) continue;
      const copy = above.cloneNode(true);
      copy.rowSpan = span(above.rowSpan) - 1;
      copy.colSpan = 1;
      grid[y][x] = copy;
    }
  }
}

function sideOf(cell) {
  const paragraph = cell.querySelector('p');
  const side = cell.getAttribute('align') || styled(cell, 'text-align')
    || (paragraph && (paragraph.getAttribute('align') || styled(paragraph, 'text-align'))) || '';
  return /^(right|center)$/.test(side) ? side : '';
}

function builtTable(grid, width, doc) {
  const table = doc.createElement('table');
  grid.forEach((cells, y) => {
    const row = doc.createElement('tr');
    for (let x = 0; x < width; x++) {
      const cell = doc.createElement(y ? 'td' : 'th');
      const old = cells[x];
      if (old) {
        const side = sideOf(old);
        if (side) cell.setAttribute('data-uitlijning', side);
        cell.append(...old.childNodes);
        flatten(cell);
      }
      row.append(cell);
    }
    table.append(row);
  });
  all(table, 'th strong').forEach(unwrap);
  for (let x = 0; x < width; x++) oneSide([...table.rows].map((row) => row.cells[x]));
  return table;
}

// A whole column has one alignment: that of most of its cells.
function oneSide(column) {
  const counts = {};
  for (const cell of column.slice(1)) {
    if (isEmpty(cell)) continue;
    const side = cell.getAttribute('data-uitlijning') || '';
    counts[side] = (counts[side] || 0) + 1;
  }
  const [most] = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  for (const cell of column) {
    cell.removeAttribute('data-uitlijning');
    if (most?.[0]) cell.setAttribute('data-uitlijning', most[0]);
  }
}
