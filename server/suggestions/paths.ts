/** Addresses of the pages of suggestions, in the reader's language with a prefix before them. */
export const suggestionsPath = '/suggestions';
export const sendPath = `${suggestionsPath}/new`;
export const trackPath = `${suggestionsPath}/track`;
export const receiptPath = `${suggestionsPath}/receipt`;
