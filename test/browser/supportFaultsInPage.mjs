/**
 * Runs in the page, so it is plain JavaScript: looks for overflow, a wrong language or direction, words that were never
 * translated and digits of another script. Gives one line a fault.
 */
globalThis.faultsInPage = ({ language, namespaces, latinAllowed }) => {
  const faults = [];
  const root = document.documentElement;
  const direction = language === 'fa' ? 'rtl' : 'ltr';
  if (root.lang !== language || root.dir !== direction) faults.push(`html is ${root.lang} ${root.dir}`);
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].find((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < -1 || right > root.clientWidth + 1;
    });
    faults.push(`${root.scrollWidth} px wide at ${root.clientWidth}: ${wide?.outerHTML.slice(0, 120)}`);
  }
  const key = new RegExp(`(^|[^\\w/])(${namespaces.join('|')}):[a-z]\\w*(\\.|\\b)`, 'i');
  const broken = /\bundefined\b|\bNaN\b|\[object |\{\{|<%/;
  /** Names that are written in Latin everywhere, such as UTF-8, RFC 9474 or ICC(1), keep their digits. */
  const hasLatinDigits = (text) => /[0-9]/.test(text.replace(/[A-Z]+[-\s]?\(?\d+\)?/g, ''));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const place = node.parentElement;
    if (!place || place.closest('script, style, noscript')) continue;
    if (key.test(text) || broken.test(text)) faults.push(`untranslated: ${text.trim().slice(0, 80)}`);
    if (language === 'fa' && hasLatinDigits(text) && !place.closest(latinAllowed))
      faults.push(`Latin digits: ${text.trim().slice(0, 80)} in ${place.outerHTML.slice(0, 80)}`);
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
