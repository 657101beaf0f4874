/** What a reply says, without the id of its request, which is another one each time. */
export const withoutId = (text: string): string => text.replaceAll(/"\w*[iI]d":"[0-9a-z]{10}"/g, '');
