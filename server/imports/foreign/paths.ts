/** URLs of the steps in which answers of other programs become a wave. */
export const importsPath = '/desk/imports';
