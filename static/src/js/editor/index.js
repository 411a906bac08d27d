// Writing that feels like Word, on top of a text box that works without a script.
//
// The server draws the Markdown of the box as HTML in a <template>; the editor reads that, and
// writes Markdown back into the box. Nothing is written back while nothing was changed.
import { baseKeymap } from 'prosemirror-commands';
import { gapCursor } from 'prosemirror-gapcursor';
import { history } from 'prosemirror-history';
import {
  InputRule, inputRules, textblockTypeInputRule, wrappingInputRule,
} from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { DOMParser } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { EditorView } from 'prosemirror-view';
import { hasMark, keysFor } from './commands.js';
import { helpOpener, linkOpener } from './dialogs.js';
import { draftOf, keepDraft } from './draft.js';
import { imageOpener } from './images.js';
import { passageLabels, passageRule } from './passages.js';
import { pasteProps } from './paste/index.js';
import { schema } from './schema.js';
import { tableShape } from './tables.js';
import { makeToolbar } from './toolbar.js';
import { markdownOf } from './writing.js';

const WRITE_AFTER_MS = 250;
const LONG_URL = /(^|\s)(https?:\/\/[^\s]+[^\s.,;:!?)])\s$/;
const { marks: MARKS, nodes: NODES } = schema;

function rulesFor(passages) {
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*>\s$/, NODES.blockquote),
      wrappingInputRule(/^\s*[-*]\s$/, NODES.bullet_list),
      wrappingInputRule(/^(\d{1,3})\.\s$/, NODES.ordered_list, (match) => ({ order: Number(match[1]) })),
      textblockTypeInputRule(/^(#{2,4})\s$/, NODES.heading, (match) => ({ level: match[1].length })),
      new InputRule(LONG_URL, (state, match, start, end) => {
        const from = start + match[1].length;
        const link = MARKS.link.create({ href: match[2] });
        return state.tr.addMark(from, end, link).insertText(' ', end).removeStoredMark(MARKS.link);
      }),
      ...(passages ? [passageRule] : []),
    ],
  });
}

// Write the text back into its box, a moment after each change and before the form goes.
function writerFor(area, view, begin, say) {
  const before = area.value;
  let timer = 0;
  let changed = false;
  const write = () => {
    clearTimeout(timer);
    if (!changed) return;
    const { doc } = view().state;
    const text = doc.eq(begin) ? before : markdownOf(doc);
    if (text === area.value) return;
    area.value = text;
    say.size(text.length);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  area.form?.addEventListener('submit', write, true);
  area.form?.addEventListener('formdata', (event) => {
    write();
    if (area.name) event.formData.set(area.name, area.value);
  });
  // before others that keep the text when the page is left
  document.addEventListener('visibilitychange', write, true);
  window.addEventListener('pagehide', write, true);
  return () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_AFTER_MS);
  };
}

// What the editor says in its status line.
function speaker(place, most) {
  let tooLong = false;
  const say = (words) => { place.textContent = words; };
  say.size = (count) => {
    if (count > most) say(`Deze tekst is te lang: ${count} tekens. Er passen er ${most}.`);
    else if (tooLong) say('');
    tooLong = count > most;
  };
  return say;
}

function attributesOf(area, label, id) {
  const described = [`${id}-uitleg`, area.getAttribute('aria-describedby')].filter(Boolean).join(' ');
  return {
    id: `${id}-tekst`,
    class: 'editor__tekst tekst',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-describedby': described,
    spellcheck: 'true',
    lang: 'nl',
    ...(label ? { 'aria-labelledby': label.id } : { 'aria-label': 'Tekst' }),
    ...(area.required ? { 'aria-required': 'true' } : {}),
    ...(area.getAttribute('aria-invalid') ? { 'aria-invalid': 'true' } : {}),
  };
}

function labelOf(area) {
  const label = document.querySelector(`label[for="${area.id}"]`);
  if (label && !label.id) label.id = `${area.id}-label`;
  return label;
}

// Whatever leads to the box leads to the editor: its label, and the list of errors.
function leadHere(area, label, view) {
  label?.addEventListener('click', (event) => {
    event.preventDefault();
    view.focus();
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.(`a[href="#${CSS.escape(area.id)}"]`)) return;
    event.preventDefault();
    view.dom.scrollIntoView({ block: 'center' });
    view.focus();
  });
}

function startEditor(template) {
  const area = document.getElementById(template.dataset.editorVoor);
  if (!area || area.hidden) return;
  const content = template.content.cloneNode(true);
  const part = (name) => content.querySelector(`[data-deel="${name}"]`);
  const dialog = (name) => content.querySelector(`[data-vraag="${name}"]`);
  const [box, mount, bar] = [content.querySelector('.editor'), part('tekst'), part('balk')];
  const say = speaker(part('melding'), Number(template.dataset.meest));
  const passages = area.dataset.vertrouwelijk;
  const label = labelOf(area);
  const begin = DOMParser.fromSchema(schema).parse(mount);
  mount.replaceChildren();

  let [view, leaving] = [null, false];
  const openers = {
    link: { run: linkOpener(dialog('link')), on: (state) => hasMark(state, MARKS.link) },
    help: { run: helpOpener(dialog('help')) },
  };
  if (area.dataset.afbeeldingUrl) openers.image = { run: imageOpener(dialog('image'), area) };
  const toolbar = makeToolbar(bar, () => view, openers);
  const changed = writerFor(area, () => view, begin, say);
  const keys = keysFor({
    openLink: openers.link.run,
    leaving: () => leaving,
    escape: () => {
      leaving = true;
      say('Met Tab ga je nu het tekstvak uit.');
      return true;
    },
    toToolbar: toolbar.focus,
  });
  const stays = (event) => {
    if (!['Escape', 'Tab', 'Shift'].includes(event.key)) leaving = false;
    return false;
  };

  document.body.append(...content.querySelectorAll('dialog'));
  area.after(box);
  view = new EditorView({ mount }, {
    state: EditorState.create({
      doc: begin,
      plugins: [
        rulesFor(passages), keymap(keys), keymap(baseKeymap), tableEditing(), tableShape,
        passageLabels(passages), gapCursor(), history(),
      ],
    }),
    attributes: attributesOf(area, label, area.id),
    scrollMargin: { top: bar.offsetHeight + 16, bottom: 24, left: 0, right: 0 },
    scrollThreshold: { top: bar.offsetHeight + 8, bottom: 8, left: 0, right: 0 },
    ...pasteProps({ say, passages, most: Number(template.dataset.meest), image: openers.image?.run }),
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      if (tr.docChanged) changed();
      toolbar.refresh();
    },
  });
  view.dom.addEventListener('keydown', stays, true);
  view.dom.addEventListener('blur', () => { leaving = false; });
  area.hidden = true;
  area.required = false; // a hidden box that must be filled blocks the form without a word
  leadHere(area, label, view);
  toolbar.refresh();
  if (!area.form?.dataset.concept) keepDraft(area, view, draftOf(area)); // else the server does
}

for (const template of document.querySelectorAll('template[data-editor-voor]')) {
  try {
    startEditor(template);
  } catch (error) { // then the text box stays as it is
    template.parentElement.querySelector('.editor')?.remove();
    reportError(error);
  }
}
