// What comes in by pasting and dropping: made clean, and refused when it is too much.
import { Slice } from 'prosemirror-model';
import { readPassages } from '../passages.js';
import { OUR_IMAGE, schema } from '../schema.js';
import { markdownOf } from '../writing.js';
import { clean } from './clean.js';
import { defused, withoutUnseen } from './defuse.js';

const MOST_ROWS = 500;
const MOST_HTML = 6_000_000;
const number = new Intl.NumberFormat('nl-NL');

// Return the properties of the view that concern pasting.
export function pasteProps({ say, passages, most, image }) {
  const receive = (view, event, data) => {
    const refusal = refusalOf(data, most);
    const pictures = picturesIn(data);
    if (!refusal && !pictures.length) return false;
    event.preventDefault();
    if (refusal) say(refusal);
    else if (image) image(view.state, view.dispatch, view, pictures[0]);
    else say('Een afbeelding kan hier niet in de tekst.');
    return true;
  };
  return {
    handleDOMEvents: {
      paste: (view, event) => receive(view, event, event.clipboardData),
      drop: (view, event) => !view.dragging && receive(view, event, event.dataTransfer),
    },
    handlePaste,
    transformPastedHTML(html) {
      if (html.includes('data-pm-slice')) return defused(html);
      const { html: fit, images } = clean(html, location.origin);
      if (images) say(missing(images, image));
      return fit;
    },
    transformPastedText: withoutUnseen,
    transformPasted(slice) {
      if (!passages) return slice;
      return new Slice(readPassages(slice.content), slice.openStart, slice.openEnd);
    },
    clipboardTextSerializer(slice) {
      const doc = schema.topNodeType.createAndFill(null, slice.content);
      return doc ? markdownOf(doc).trimEnd() : slice.content.textBetween(0, slice.content.size, '\n');
    },
  };
}

function refusalOf(data, most) {
  const text = data?.getData('text/plain') ?? '';
  const html = data?.getData('text/html') ?? '';
  const rows = html.length > MOST_ROWS * 4 ? (html.match(/<tr[\s>]/gi) ?? []).length : 0;
  if (rows > MOST_ROWS) {
    return `Deze tabel is te groot om te plakken: ${number.format(rows)} rijen. Er passen er `
      + `${MOST_ROWS}. Je tekst is niet veranderd. Plak een deel, of deel de tabel als bestand.`;
  }
  if (text.length > most || html.length > MOST_HTML) {
    const size = number.format(text.length || html.length);
    return `Dit is te veel om te plakken: ${size} tekens. Er passen er ${number.format(most)}. `
      + 'Je tekst is niet veranderd. Plak een deel.';
  }
  return '';
}

// A picture by itself; with words beside it (Word sends both) the words are what is meant.
function picturesIn(data) {
  const pictures = [...data?.files ?? []].filter((file) => file.type.startsWith('image/'));
  if (!pictures.length || data.getData('text/plain').trim()) return [];
  const words = data.getData('text/html').replace(/<!--[\s\S]*?-->|<[^>]*>/g, '').trim();
  return words ? [] : pictures;
}

function missing(count, image) {
  const what = count === 1 ? 'Eén afbeelding kon niet mee.' : `${count} afbeeldingen konden niet mee.`;
  return image ? `${what} Zet die erin met de knop Afbeelding.` : `${what} Hier past alleen tekst.`;
}

// An address that is pasted over chosen words becomes the link of those words.
function handlePaste(view, event) {
  const text = event.clipboardData?.getData('text/plain').trim();
  const { from, to, empty } = view.state.selection;
  if (!text || empty || !/^https?:\/\/\S+$/.test(text) || OUR_IMAGE.test(text)) return false;
  const link = schema.marks.link;
  view.dispatch(view.state.tr.removeMark(from, to, link).addMark(from, to, link.create({ href: text })));
  return true;
}
