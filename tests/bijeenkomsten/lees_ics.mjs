// Reads calendar files with ical.js: a line of JSON in (the file), a line of JSON out (what it says).
import { createInterface } from "node:readline";
import ICAL from "ical.js";

function person(property) {
  return {
    address: property.getFirstValue(),
    name: property.getFirstParameter("cn") ?? "",
    partstat: property.getFirstParameter("partstat") ?? "",
    rsvp: property.getFirstParameter("rsvp") ?? "",
  };
}

function instant(event, name) {
  const value = event.getFirstPropertyValue(name);
  if (value.zone === ICAL.Timezone.localTimezone) throw new Error(`${name} is floating`);
  return value.toJSDate().toISOString();
}

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent");
  if (events.length !== 1) throw new Error(`${events.length} events`);
  const [event] = events;
  const value = (name) => event.getFirstPropertyValue(name);
  return {
    components: calendar.getAllSubcomponents().map((part) => part.name),
    inside: event.getAllSubcomponents().map((part) => part.name),
    calendar: calendar.getAllProperties().map((property) => property.name).sort(),
    properties: event.getAllProperties().map((property) => property.name).sort(),
    method: calendar.getFirstPropertyValue("method") ?? "",
    uid: value("uid"),
    sequence: value("sequence"),
    status: value("status"),
    summary: value("summary"),
    location: value("location"),
    description: value("description"),
    url: value("url"),
    start: instant(event, "dtstart"),
    end: instant(event, "dtend"),
    stamp: instant(event, "dtstamp"),
    modified: instant(event, "last-modified"),
    attendees: event.getAllProperties("attendee").map(person),
    organizers: event.getAllProperties("organizer").map(person),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = read(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
