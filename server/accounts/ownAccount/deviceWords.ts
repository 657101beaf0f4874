/** What a person recognises their device by: browser and system, from what the browser says of itself. Nothing else of that is kept. */

export interface DeviceWords {
  /** A proper name such as Firefox; '' when it is none that we know. */
  browser: string;
  system: string;
}

/** In this order: most browsers name others as well, which they resemble. */
const browsers: [name: string, sign: string][] = [
  ['Edge', 'Edg'],
  ['Opera', 'OPR/'],
  ['Samsung Internet', 'SamsungBrowser'],
  ['Yandex', 'YaBrowser'],
  ['Firefox', 'Firefox/'],
  ['Firefox', 'FxiOS'],
  ['Chrome', 'Chrome/'],
  ['Chrome', 'CriOS'],
  ['Safari', 'Safari/'],
];
const systems: [name: string, sign: string][] = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['macOS', 'Macintosh'],
  ['Chrome OS', 'CrOS'],
  ['Linux', 'Linux'],
];

export function deviceWords(userAgent = ''): DeviceWords {
  const nameIn = (list: [name: string, sign: string][]) =>
    list.find(([, sign]) => userAgent.includes(sign))?.[0] ?? '';
  return { browser: nameIn(browsers), system: nameIn(systems) };
}
