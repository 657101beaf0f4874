/**
 * Runs in the page, so it is plain JavaScript: looks for overflow, a wrong language or direction, words that were never
 * translated, Latin words on a Persian page and digits of another script. Gives one line a fault.
 */
globalThis.faultsInPage = ({ language, namespaces, latinAllowed, minTarget }) => {
  const faults = [
    ...emptyHeadings(),
    ...cutTexts(),
    ...translatable(),
    ...smallTargets(minTarget),
    ...unmarkedLanguage(),
    ...partedSentences(),
  ];
  /** Words that Persian texts write in Latin too: formats of files, standards, statistics. */
  const known =
    /^([a-z]+@example\.ir|CSV|JSON|XLSForm|PDF|QR|eml|https|xlsx?|UTF-8|RFC|SHA-256|ICC\d?|CFI|RMSEA|SRMR|rwg|Sen|[pFnA]|Backspace|Tab|oplog|English|SMTP|TLS|Standard|Webhooks|KoboToolbox|ODK|LimeSurvey|Google|Forms|XML|txt|tsv|ls[sgq]|[a-z.]+\.(json|csv|xlsx))$/;
  const latinWord = (text) =>
    (text.replace(/\u2068[^\u2069]*\u2069/g, '').match(/[A-Za-z][\w.@:/-]*/g) ?? []).find(
      (word) => !known.test(word.replace(/[.:]$/, '')),
    );
  const root = document.documentElement;
  const direction = language === 'fa' ? 'rtl' : 'ltr';
  if (root.lang !== language || root.dir !== direction) faults.push(`html is ${root.lang} ${root.dir}`);
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].findLast((one) => {
      const { left, right } = one.getBoundingClientRect();
      return !one.matches('.skip') && (left < 0 || right > root.clientWidth);
    });
    faults.push(`${root.scrollWidth} px wide at ${root.clientWidth}: ${wide?.outerHTML.slice(0, 120)}`);
  }
  const key = new RegExp(`(^|[^\\w/])(${namespaces.join('|')}):[a-z]\\w*(\\.|\\b)`, 'i');
  const broken = /\bundefined\b|\bNaN\b|\[object |\{\{|<%/;
  /** Names that are written in Latin everywhere, such as UTF-8, RFC 9474 or ICC(1), keep their digits. */
  const hasLatinDigits = (text) => /[0-9]/.test(text.replace(/[A-Z]+[-\s]?\(?\d+\)?/g, ''));
  /** Addresses, codes and ids, which are marked as such, and what people typed; in a sentence they stand between U+2068 and U+2069. */
  const latinPlaces = `${latinAllowed}, bdi, [dir="auto"], .code, [lang]:not(html)`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const place = node.parentElement;
    if (!place || place.closest('script, style, noscript')) continue;
    if (key.test(text) || broken.test(text)) faults.push(`untranslated: ${text.trim().slice(0, 80)}`);
    if (language === 'fa' && hasLatinDigits(text) && !place.closest(`${latinAllowed}, .code`))
      faults.push(`Latin digits: ${text.trim().slice(0, 80)} in ${place.outerHTML.slice(0, 80)}`);
    if (language === 'fa' && latinWord(text) && !place.closest(latinPlaces))
      faults.push(`Latin word: ${latinWord(text)} in ${place.outerHTML.slice(0, 120)}`);
  }
  for (const one of document.body.querySelectorAll('[aria-label], [title], [alt], [data-label]')) {
    for (const name of ['aria-label', 'title', 'alt', 'data-label']) {
      const text = one.getAttribute(name) ?? '';
      if (key.test(text) || broken.test(text)) faults.push(`untranslated ${name}: ${text.slice(0, 80)}`);
      if (language === 'fa' && hasLatinDigits(text) && !one.closest(latinAllowed))
        faults.push(`Latin digits in ${name}: ${text.slice(0, 80)}`);
    }
  }
  return faults;
};

const start = (one) => one.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
const isShown = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
const every = (selector) => [...document.body.querySelectorAll(selector)];

/** A column or a row that is called nothing. */
function emptyHeadings() {
  return every('th, caption, legend, h1, h2, h3, h4')
    .filter((one) => isShown(one) && one.textContent.trim() === '' && !one.querySelector('[aria-label]'))
    .map((one) => `empty heading: ${start(one.parentElement)}`);
}

/** Text that ends in dots because it was cut, by the page or by a style. */
function cutTexts() {
  const dots = every('*').filter((one) => {
    const own = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
    return (
      own.some((text) => /\.\.\.|[\p{L}\p{N}]…/u.test(text)) &&
      !one.closest('script, style, pre, code, textarea')
    );
  });
  const clipped = every('*').filter((one) => {
    const { textOverflow } = getComputedStyle(one);
    return textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth;
  });
  return [...dots, ...clipped].map((one) => `cut text: ${start(one)}`);
}

/** Codes, fingerprints, words to keep and bare figures, which a program that translates pages would spoil. */
function translatable() {
  const marked = every(
    '.code, code, pre:not([lang]), kbd, .fingerprint, .paper-code, .slip-code, .code-words, strong.words, .number',
  );
  const latin = every('[dir="ltr"]:not(html, svg, svg *, [lang], input, textarea, table, .chart, .scroll)');
  return [...marked, ...latin]
    .filter((one) => !one.closest('[translate="no"]') && !one.querySelector('p, li, [translate="no"]'))
    .filter((one) => !(one.matches('.number') && /\p{L}|^\P{N}*$/u.test(one.textContent)))
    .map((one) => `to be left by translators: ${start(one)}`);
}

/** What is pressed with a finger; links within a sentence are as high as its lines (WCAG 2.5.8). */
function smallTargets(min) {
  if (!min) return [];
  const inSentence = (one) => {
    const block = one.closest('p, li, dd, td, .notice, .note');
    const others = block ? block.textContent.replace(one.textContent, '').trim() : '';
    return (
      one.matches('a, button.plain') && getComputedStyle(one).display.startsWith('inline') && others !== ''
    );
  };
  const sizeOf = (one) => {
    const rects = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
    return rects.reduce((best, { width, height }) => Math.max(best, Math.min(width, height)), 0);
  };
  return every('a[href], button, input:not([type="hidden"]), select, textarea, summary')
    .filter((one) => isShown(one) && !one.matches('.skip, :disabled, .option input') && !inSentence(one))
    .filter((one) => sizeOf(one) > 0 && sizeOf(one) < min - 0.5)
    .map((one) => `${Math.round(sizeOf(one))} px to press: ${start(one)}`);
}

/** What is read in the voice of the wrong language: Persian letters under English, English phrases under Persian. */
function unmarkedLanguage() {
  const texts = textsOf(document.documentElement).filter(
    ({ parentElement: place }) => !place.closest('script, style, noscript'),
  );
  return texts
    .filter(({ data, parentElement: place }) => {
      const isPersianPlace = place.closest('[lang]').lang !== 'en';
      // These can be marked as a whole alone, so that a mixed text stays in the language of the page.
      const isWhole = place.closest('title, option, textarea, svg');
      const isMixed = isWhole && /[a-z]/i.test(data.replace(/ · [^·]*$/, ''));
      if (!isPersianPlace) return /\p{Script=Arabic}/u.test(data) && !isMixed;
      const phrase = /(?<![\w@./:#_-])[A-Za-z][A-Za-z'’-]+ [A-Za-z][A-Za-z'’-]+(?![\w@/:_-])/.test(data);
      return phrase && !place.closest('code, pre, kbd, samp, [translate="no"], option, textarea, title');
    })
    .map(
      ({ data, parentElement: place }) => `unmarked language: ${data.trim().slice(0, 60)} in ${start(place)}`,
    );
}

/** Words marked with their language are parts of a sentence, and not boxes beside its other words. */
function partedSentences() {
  return every('bdi[lang]')
    .filter(({ parentElement: place, previousSibling, nextSibling }) => {
      const beside = [previousSibling, nextSibling].some(
        (one) => one?.nodeType === 3 && one.data.trim() !== '',
      );
      return beside && /flex|grid/.test(getComputedStyle(place).display);
    })
    .map((one) => `sentence in parts: ${start(one.parentElement)}`);
}

function textsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node);
  return texts;
}
