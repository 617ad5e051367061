// Names and colours of what the household has. What it does not know goes by its id.

export const household = {zone: "UTC", children: [], devices: [], services: [], quick_actions: []};

const COLOURS = 8;

export const serviceName = id => household.services.find(service => service.id === id)?.name ?? id;
export const deviceName = id => household.devices.find(device => device.id === id)?.name ?? id;

// The same everywhere on the page and each time: by its place in the household, else by its letters.
export function colour(id) {
  const place = household.services.findIndex(service => service.id === id);
  const letters = [...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
  return "service s" + (place < 0 ? letters : place) % COLOURS;
}
