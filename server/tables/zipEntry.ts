/** What each entry of a zip file is written with, so that the same content gives the same bytes at any time, in any time zone. */
export const sameEachTime = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 };
