// Names and colours of what the household has. What it does not know goes by its id.

export const household = {zone: "UTC", asks_for_pin: false, children: [], devices: {}, services: {}, quick_actions: {}};

const COLOURS = 8;
const name = (names, id) => Object.hasOwn(names, id) ? names[id] : id;

export const serviceName = id => name(household.services, id);
export const deviceName = id => name(household.devices, id);

// The same everywhere on the page and each time: by its place in the household, else by its letters.
export function colour(id) {
  const place = Object.keys(household.services).indexOf(id);
  const letters = [...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
  return "service s" + (place < 0 ? letters : place) % COLOURS;
}
